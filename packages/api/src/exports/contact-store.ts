import type { Context } from "../context.ts";
import { type Place, placesOf } from "../merges/effective.ts";

/** The next contacts that have a tag now, in the order of their ids, each once. */
export async function contactsOfTag(
  ctx: Context,
  tagId: number,
  page: { after: number; limit: number },
): Promise<number[]> {
  const found = new Set<number>();
  for (const place of await placesOf(ctx, tagId)) {
    for (const id of await contactsAt(ctx, place, page)) found.add(id);
  }
  return [...found].sort((a, b) => a - b).slice(0, page.limit);
}

async function contactsAt(
  ctx: Context,
  { tagId, holds }: Place,
  { after, limit }: { after: number; limit: number },
): Promise<number[]> {
  const rows = await ctx.db
    .selectFrom("contact_tag")
    .select("contact_id")
    .where("workspace_id", "=", ctx.workspace.id)
    .where("tag_id", "=", tagId)
    .where(holds)
    .where("contact_id", ">", after)
    .orderBy("contact_id")
    .limit(limit)
    .execute();
  return rows.map((row) => row.contact_id);
}
