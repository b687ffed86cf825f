import type { Context } from "../context.ts";
import { tagLogKinds } from "./log.ts";
import type { Word } from "./vocabulary.ts";

export type Deletion = { operationId: number; at: number; by: string; restoreUntil: number };

/** The longest that anything can be undone, in ms. */
const longest = 366 * 86_400_000;

/** How the deleted tags among these were deleted, as far as they can still be restored. */
export async function find(ctx: Context, words: readonly Word[]): Promise<Map<number, Deletion>> {
  const gone = words.flatMap(({ id, deletedAt }) =>
    deletedAt !== null && deletedAt > ctx.now - longest ? [[id, deletedAt] as const] : [],
  );
  if (gone.length === 0) return new Map();
  const given = ctx.dialect.rows(["tag_id", "deleted_at"], gone);
  const rows = await ctx.db
    .selectFrom(given)
    .innerJoin("tag_log", (join) =>
      join
        .on("tag_log.workspace_id", "=", ctx.workspace.id)
        .onRef("tag_log.tag_id", "=", "given.tag_id")
        .onRef("tag_log.at", "=", "given.deleted_at")
        .on("tag_log.kind", "=", tagLogKinds.deleted),
    )
    .innerJoin("operation", (join) =>
      join
        .onRef("operation.workspace_id", "=", "tag_log.workspace_id")
        .onRef("operation.id", "=", "tag_log.operation_id"),
    )
    .innerJoin("actor", (join) =>
      join
        .onRef("actor.workspace_id", "=", "tag_log.workspace_id")
        .onRef("actor.id", "=", "tag_log.actor_id"),
    )
    .where("operation.undo_until", ">", ctx.now)
    .select([
      "tag_log.tag_id as tagId",
      "operation.id as operationId",
      "tag_log.at",
      "actor.name as by",
      "operation.undo_until as restoreUntil",
    ])
    .execute();
  return new Map(rows.map(({ tagId, ...deletion }) => [tagId, deletion]));
}
