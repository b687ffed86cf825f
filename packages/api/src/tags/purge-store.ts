import type { Context } from "../context.ts";

/** Deleted or merged tags after an id whose deletion or merge cannot be undone any more, and that still keep anything. */
export async function find(ctx: Context, after: number, limit: number): Promise<number[]> {
  const rows = await ctx.db
    .selectFrom("tag")
    .select("tag.id")
    .where("tag.workspace_id", "=", ctx.workspace.id)
    .where("tag.id", ">", after)
    .where("tag.deleted_at", "is not", null)
    .where("tag.purged_at", "is", null)
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom("tag_operation")
            .innerJoin("operation", (join) =>
              join
                .onRef("operation.workspace_id", "=", "tag_operation.workspace_id")
                .onRef("operation.id", "=", "tag_operation.operation_id"),
            )
            .select("operation.id")
            .where("tag_operation.workspace_id", "=", ctx.workspace.id)
            .whereRef("tag_operation.tag_id", "=", "tag.id")
            .where("operation.undone_at", "is", null)
            .where("operation.undo_until", ">", ctx.now),
        ),
      ),
    )
    .orderBy("tag.id")
    .limit(limit)
    .execute();
  return rows.map(({ id }) => id);
}

/** Takes some of a tag's assignments away, with their counts; returns how many. */
export async function removeAssignments(ctx: Context, tagId: number, limit: number): Promise<number> {
  const contacts = await ctx.db
    .selectFrom("contact_tag")
    .select("contact_id")
    .where("workspace_id", "=", ctx.workspace.id)
    .where("tag_id", "=", tagId)
    .orderBy("contact_id")
    .limit(limit)
    .execute();
  const last = contacts.at(-1);
  if (!last) return 0;
  const removed = await ctx.db
    .deleteFrom("contact_tag")
    .where("workspace_id", "=", ctx.workspace.id)
    .where("tag_id", "=", tagId)
    .where("contact_id", "<=", last.contact_id)
    .returning("expires_at")
    .execute();
  const ends = Map.groupBy(removed, (row) => row.expires_at ?? 0);
  await ctx.dialect.addCounts(
    ctx.db,
    ctx.workspace.id,
    [...ends].map(([expiresAt, rows]) => ({ tagId, expiresAt, n: -rows.length })),
  );
  return removed.length;
}

/** Forgets what else is kept of a tag: who used it, what stood on it, the counts that are none. */
export async function forget(ctx: Context, tagId: number): Promise<void> {
  for (const table of ["tag_use", "tag_operation", "tag_name"] as const) {
    await ctx.db
      .deleteFrom(table)
      .where("workspace_id", "=", ctx.workspace.id)
      .where("tag_id", "=", tagId)
      .execute();
  }
  await ctx.db
    .deleteFrom("tag_count")
    .where("workspace_id", "=", ctx.workspace.id)
    .where("tag_id", "=", tagId)
    .where("n", "=", 0)
    .execute();
}
