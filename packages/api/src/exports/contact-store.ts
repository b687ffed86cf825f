import type { Context } from "../context.ts";

/** The next contacts that have a tag now, in the order of their ids. */
export async function contactsOfTag(
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
    .where((eb) => eb.or([eb("expires_at", "is", null), eb("expires_at", ">", ctx.now)]))
    .orderBy("contact_id")
    .limit(limit)
    .execute();
  return rows.map((row) => row.contact_id);
}
