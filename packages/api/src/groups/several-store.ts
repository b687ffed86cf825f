import type { Context } from "../context.ts";
import type { HeavyRead } from "../reads/heavy-read.ts";

/** How many contacts have several of these tags. */
export const countSeveral = {
  name: "groups.countSeveral",
  async run(ctx, tagIds) {
    if (tagIds.length < 2) return 0;
    const given = ctx.dialect.rows(
      ["id"],
      tagIds.map((id) => [id]),
    );
    const several = ctx.db
      .selectFrom("contact_tag")
      .select("contact_id")
      .where("workspace_id", "=", ctx.workspace.id)
      .where("tag_id", "in", ctx.db.selectFrom(given).select("given.id"))
      .where((eb) => eb.or([eb("expires_at", "is", null), eb("expires_at", ">", ctx.now)]))
      .groupBy("contact_id")
      .having((eb) => eb.fn.countAll<number>(), ">", 1);
    const { n } = await ctx.db
      .selectFrom(several.as("several"))
      .select((eb) => eb.fn.countAll<number>().as("n"))
      .executeTakeFirstOrThrow();
    return n;
  },
} as const satisfies HeavyRead<readonly number[], number>;

/** Contacts that have a tag, from behind one, in their order. */
export async function holdersAfter(
  ctx: Context,
  tagId: number,
  { after, limit }: { after: number; limit: number },
): Promise<number[]> {
  const rows = await ctx.db
    .selectFrom("contact_tag")
    .select("contact_id")
    .where("workspace_id", "=", ctx.workspace.id)
    .where("tag_id", "=", tagId)
    .where("contact_id", ">", after)
    .orderBy("contact_id")
    .limit(limit)
    .execute();
  return rows.map((row) => row.contact_id);
}
