import { DomainError } from "@tagdeck/core/errors";
import type { Context } from "../context.ts";
import * as feed from "../feed/store.ts";
import { enqueueJob } from "../jobs/service.ts";
import * as operations from "../operations/store.ts";
import type { OperationRow } from "../operations/store.ts";
import type { TakenBack, UndoHandler } from "../operations/undo-handler.ts";
import * as many from "../tags/many-store.ts";
import * as tags from "../tags/store.ts";
import { giveBackSome } from "./give-back.ts";
import { giveBackJob } from "./kinds.ts";
import { tagIdsOf } from "./members.ts";
import { GroupingState } from "./state.ts";
import * as groups from "./store.ts";

/** What is given back at once; more goes on in the background. */
const few = 50;

export const groupedTags = {
  kind: "tags.group",
  changes: [],
  needs: ["life"],
  whileRunning: true,
  async lock(ctx, operation) {
    const { groupId, tags: changed } = stateOf(operation);
    const members = groupId === null ? [] : await tagIdsOf(ctx, groupId, { deleted: true });
    await many.lock(ctx, [...new Set([...members, ...changed.map(({ id }) => id)])]);
    return [];
  },
  takeBack: ungroup,
} as const satisfies UndoHandler;

export const madeExclusive = { ...groupedTags, kind: "groups.exclusive" } as const satisfies UndoHandler;

/** Puts tags back into the groups they were in, and gives contacts back what they lost, unless it changed since. */
async function ungroup(ctx: Context, operation: OperationRow): Promise<TakenBack> {
  const state = stateOf(operation);
  await tags.queueUp(ctx);
  const all = new Map((await groups.list(ctx)).map((row) => [row.id, row]));
  let changed = false;
  if (operation.kind === "groups.exclusive" && all.get(state.groupId ?? 0)?.exclusive === 1) {
    const id = state.groupId ?? 0;
    await groups.update(ctx, id, { exclusive: 0 });
    all.set(id, { ...(all.get(id) ?? (await groupOf(ctx, id))), exclusive: 0 });
    const members = await tagIdsOf(ctx, id, { deleted: true });
    await many.update(ctx, members, { slot_group_id: null });
    await feed.appendTags(ctx, members);
    await feed.append(ctx, { kind: "workspace" });
    changed = true;
  }
  const wanted = new Map(state.tags.map((entry) => [entry.id, entry]));
  const rows = (await many.lock(ctx, [...wanted.keys()])).filter(
    (row) => row.group_id === (wanted.get(row.id)?.to ?? null),
  );
  const oneOnly = new Set<number>();
  for (const [from, of] of Map.groupBy(rows, (row) => wanted.get(row.id)?.from ?? null)) {
    const group = from === null ? null : (all.get(from) ?? null);
    const one = group?.exclusive === 1 ? group.id : null;
    await many.update(
      ctx,
      of.map(({ id }) => id),
      { group_id: group?.id ?? null, slot_group_id: one },
    );
    if (one !== null) oneOnly.add(one);
  }
  const tagIds = rows.map(({ id }) => id);
  if (!changed && tagIds.length === 0) throw new DomainError("undo_superseded");
  await feed.appendTags(ctx, tagIds);
  const first = oneOnly.size === 0 ? await giveBackSome(ctx, operation.id, few) : null;
  if (first?.done !== true) {
    const job = await enqueueJob(ctx, giveBackJob, { operationId: operation.id, groupIds: [...oneOnly] });
    await operations.setJob(ctx, operation.id, job);
  }
  return { tagIds, leftAlone: state.tags.length - tagIds.length + (first?.leftAlone ?? 0) };
}

async function groupOf(ctx: Context, id: number) {
  const row = await groups.lock(ctx, id);
  if (!row) throw new DomainError("group_not_found", { id });
  return row;
}

function stateOf(operation: OperationRow): GroupingState {
  return GroupingState.parse(JSON.parse(operation.state));
}
