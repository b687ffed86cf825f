import type { Context } from "../context.ts";
import type { CountDelta } from "../db/dialect.ts";
import { current } from "../merges/current.ts";

/** The ids of tags after one, deleted ones too: their counts are kept. */
export async function listIdsAfter(ctx: Context, after: number, limit: number): Promise<number[]> {
  const rows = await ctx.db
    .selectFrom("tag")
    .select("id")
    .where("workspace_id", "=", ctx.workspace.id)
    .where("id", ">", after)
    .orderBy("id")
    .limit(limit)
    .execute();
  return rows.map(({ id }) => id);
}

/**
 * What has to be added to the stored counts of tags to make them right. One statement, so that it sees
 * assignments and counts of one instant.
 */
export async function findDrift(ctx: Context, first: number, last: number): Promise<CountDelta[]> {
  const counted = ctx.db
    .selectFrom("contact_tag")
    .select(({ fn, val }) => [
      "tag_id as tagId",
      fn.coalesce("expires_at", val(0)).as("expiresAt"),
      fn.countAll<number>().as("n"),
    ])
    .where("workspace_id", "=", ctx.workspace.id)
    .where("tag_id", ">=", first)
    .where("tag_id", "<=", last)
    .groupBy(["tag_id", "expires_at"]);
  const stored = ctx.db
    .selectFrom("tag_count_live")
    .select(({ neg }) => ["tag_id as tagId", "expires_at as expiresAt", neg("n").as("n")])
    .where("workspace_id", "=", ctx.workspace.id)
    .where("tag_id", ">=", first)
    .where("tag_id", "<=", last);
  const drift = await ctx.db
    .selectFrom(counted.unionAll(stored).as("both"))
    .select(({ fn }) => ["tagId", "expiresAt", fn.sum<number>("n").as("n")])
    .groupBy(["tagId", "expiresAt"])
    .having(({ fn }) => fn.sum("n"), "!=", 0)
    .execute();
  // While a merge goes on, its assignments are not all where they are counted.
  const { goingOn } = await current(ctx);
  return drift.filter(({ tagId }) => !goingOn.has(tagId));
}
