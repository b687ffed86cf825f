import type { Context } from "../context.ts";

/** Two tags, the one with the lower id first. */
export type Pair = readonly [number, number];

/** All pairs that are not to be shown as duplicates. */
export async function all(ctx: Context) {
  return ctx.db
    .selectFrom("tag_duplicate_ignored")
    .select(["tag_a", "tag_b", "actor_id", "at"])
    .where("workspace_id", "=", ctx.workspace.id)
    .orderBy("at", "desc")
    .orderBy("tag_a", "desc")
    .orderBy("tag_b", "desc")
    .execute();
}

/** Adds pairs; returns those that were not there yet. */
export async function add(ctx: Context, pairs: readonly Pair[], actorId: number): Promise<Pair[]> {
  const rows = await ctx.db
    .insertInto("tag_duplicate_ignored")
    .columns(["workspace_id", "tag_a", "tag_b", "actor_id", "at"])
    .expression((eb) =>
      eb
        .selectFrom(ctx.dialect.rows(["tag_a", "tag_b"], pairs))
        .select(({ val }) => [
          val(ctx.workspace.id).as("workspace_id"),
          "tag_a",
          "tag_b",
          val(actorId).as("actor_id"),
          val(ctx.now).as("at"),
        ])
        // Without a condition SQLite takes ON CONFLICT for a join's.
        .where("tag_a", ">", 0),
    )
    .onConflict((conflict) => conflict.columns(["workspace_id", "tag_a", "tag_b"]).doNothing())
    .returning(["tag_a", "tag_b"])
    .execute();
  return rows.map(({ tag_a, tag_b }) => [tag_a, tag_b]);
}

/** Takes pairs out; returns those that were there. */
export async function remove(ctx: Context, pairs: readonly Pair[]): Promise<Pair[]> {
  const given = ctx.dialect.rows(["tag_a", "tag_b"], pairs);
  const rows = await ctx.db
    .deleteFrom("tag_duplicate_ignored")
    .where("workspace_id", "=", ctx.workspace.id)
    .where((eb) =>
      eb(
        eb.refTuple("tag_a", "tag_b"),
        "in",
        eb.selectFrom(given).select(["tag_a", "tag_b"]).$asTuple("tag_a", "tag_b"),
      ),
    )
    .returning(["tag_a", "tag_b"])
    .execute();
  return rows.map(({ tag_a, tag_b }) => [tag_a, tag_b]);
}
