import * as actors from "../actors/store.ts";
import type { Context } from "../context.ts";
import * as feed from "../feed/store.ts";

const kinds = { created: 1, changed: 2, deleted: 3, restored: 4 } as const;
export type TagLogKind = keyof typeof kinds;

/** Writes one line of a tag's own history and tells the feed; returns its `seq`. */
export async function append(
  ctx: Context,
  tagId: number,
  entry: { kind: TagLogKind; operationId?: number; details?: Record<string, unknown> },
): Promise<number> {
  const seq = await feed.append(ctx, { kind: "tag", tagId });
  await ctx.db
    .insertInto("tag_log")
    .values({
      workspace_id: ctx.workspace.id,
      tag_id: tagId,
      at: ctx.now,
      seq,
      kind: kinds[entry.kind],
      actor_id: await actors.current(ctx),
      operation_id: entry.operationId ?? null,
      details: JSON.stringify(entry.details ?? {}),
    })
    .execute();
  return seq;
}

/**
 * The deletions and restorations of these tags, newest first, from before an instant and `seq`: each is part
 * of the history of every contact that had the tag at that time. All of them, for only the caller knows when that was.
 */
export async function findDeletions(
  ctx: Context,
  tagIds: readonly number[],
  [at, seq]: readonly [number, number],
) {
  if (tagIds.length === 0) return [];
  const rows = await ctx.db
    .selectFrom("tag_log")
    .select(["tag_id", "at", "seq", "kind", "actor_id"])
    .where("workspace_id", "=", ctx.workspace.id)
    .where("tag_id", "in", [...tagIds])
    .where("kind", "in", [kinds.deleted, kinds.restored])
    .where("at", "<=", at)
    .where((eb) => eb.or([eb("at", "<", at), eb("seq", "<", seq)]))
    .orderBy("at", "desc")
    .orderBy("seq", "desc")
    .execute();
  return rows.map((row) => ({ ...row, kind: row.kind === kinds.deleted ? "deleted" : "restored" }) as const);
}
