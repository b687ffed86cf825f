import { DomainError } from "@tagdeck/core/errors";
import { parseTagName, tagKey } from "@tagdeck/core/tags/name";
import type { Context } from "../context.ts";
import type { TagRow } from "../db/schema.ts";
import { enqueueJob } from "../jobs/service.ts";
import type { OperationRow } from "../operations/store.ts";
import * as operations from "../operations/store.ts";
import type { TakenBack, UndoHandler, UndoOptions } from "../operations/undo-handler.ts";
import * as log from "../tags/log.ts";
import * as many from "../tags/many-store.ts";
import { claimName } from "../tags/names.ts";
import * as tags from "../tags/store.ts";
import { current } from "./current.ts";
import { moveBackJob } from "./kinds.ts";
import { MergeState } from "./state.ts";
import * as merges from "./store.ts";

export const mergeTags = {
  kind: "tags.merge",
  changes: ["life", "rows"],
  needs: ["life", "rows", "rule"],
  whileRunning: true,
  async lock(ctx, operation) {
    const { sources } = MergeState.parse(JSON.parse(operation.state));
    await many.lock(ctx, [...sources.map(({ id }) => id), operation.tag_id ?? 0]);
    return [];
  },
  takeBack: unmerge,
} as const satisfies UndoHandler;

/**
 * Makes merged tags again what they were. Their own assignments were never touched, so they are there at once;
 * what the merge made of the survivor's is not counted from now on, and goes in the background.
 */
async function unmerge(ctx: Context, operation: OperationRow, { name }: UndoOptions): Promise<TakenBack> {
  const state = MergeState.parse(JSON.parse(operation.state));
  const into = operation.tag_id ?? 0;
  const sourceIds = state.sources.map(({ id }) => id);
  const rows = (await many.lock(ctx, sourceIds)).filter((row) => row.merge_id === operation.id);
  const target = await tags.find(ctx, into);
  if (rows.length < sourceIds.length || !target) throw new DomainError("undo_superseded");
  // The undo of a later merge is not done yet: what was before it is not all there.
  const { goingOn } = await current(ctx);
  const others = [into, ...sourceIds].flatMap((id) => goingOn.get(id) ?? []);
  if (others.some(({ id }) => id !== operation.id)) throw new DomainError("operation_running");
  await tags.queueUp(ctx);
  for (const row of rows) await takeNames(ctx, state, row, { into, name });

  // Contacts whose tag was changed since keep it, and stay counted; of those where it ran out nothing is left.
  const settled = await merges.settledCounts(ctx, operation.id);
  const shrinks = new Map(state.grows.map(([end, n]) => [end, -n]));
  const add = (end: number | null, n: number) => {
    if (end !== null) shrinks.set(end, (shrinks.get(end) ?? 0) + n);
  };
  for (const { before_at, after_at, n } of settled) {
    add(after_at, n);
    add(before_at, -n);
  }
  await merges.count(ctx, into, [...shrinks]);
  await merges.setUpto(ctx, operation.id, 0);
  await many.update(ctx, sourceIds, { deleted_at: null, merged_into: null, merge_state: "undoing" });
  await tags.update(ctx, into);
  await log.appendMany(
    ctx,
    rows.map((row) => ({ tagId: row.id, details: { name: row.name, others: [target.name] } })),
    { kind: "unmerged", operationId: operation.id },
  );
  await log.append(ctx, into, {
    kind: "released",
    operationId: operation.id,
    details: {
      others: rows.map((row) => row.name),
      grown: [...shrinks.values()].reduce((sum, n) => sum + n, 0),
    },
  });
  const job = await enqueueJob(ctx, moveBackJob, { operationId: operation.id });
  await operations.setJob(ctx, operation.id, job);
  const leftAlone = settled.filter(({ changed }) => changed === 1).reduce((sum, { n }) => sum + n, 0);
  return { tagIds: sourceIds, leftAlone };
}

/** Gives a tag its names back: its own, or another if that was taken meanwhile; of the others those that are free. */
async function takeNames(
  ctx: Context,
  state: MergeState,
  row: TagRow,
  { into, name: newName }: { into: number; name: string | undefined },
): Promise<void> {
  const names = state.sources.find(({ id }) => id === row.id)?.names ?? [];
  for (const { key } of names) await tags.releaseAlias(ctx, key, into);
  const taken = await tags.nameHolder(ctx, row.name_key);
  const name =
    taken && newName !== undefined ? parseTagName(newName, ctx.workspace.settings.tagNameMax) : row.name;
  const key = tagKey(name);
  await claimName(ctx, row.id, { key, name });
  if (key !== row.name_key) await tags.update(ctx, row.id, { name, name_key: key });
  for (const alias of names.filter(({ isAlias }) => isAlias)) {
    await tags.claimName(ctx, { key: alias.key, name: alias.name, tagId: row.id, isAlias: true });
  }
}
