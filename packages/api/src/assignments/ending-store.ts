import type { Context } from "../context.ts";

/** An assignment in the order in which they run out. */
export type Place = { at: number; tagId: number; contactId: number };

/** Assignments that run out by an instant (epoch ms), those first that do so first, from behind a place. */
export async function behind(ctx: Context, place: Place, until: number, limit: number): Promise<Place[]> {
  const rows = await ctx.db
    .selectFrom("contact_tag")
    .select(["expires_at", "tag_id", "contact_id"])
    .where("workspace_id", "=", ctx.workspace.id)
    .where("expires_at", "<=", until)
    .where(({ eb, refTuple, tuple }) =>
      eb(refTuple("expires_at", "tag_id", "contact_id"), ">", tuple(place.at, place.tagId, place.contactId)),
    )
    .orderBy("expires_at")
    .orderBy("tag_id")
    .orderBy("contact_id")
    .limit(limit)
    .execute();
  return rows.map((row) => ({ at: row.expires_at ?? 0, tagId: row.tag_id, contactId: row.contact_id }));
}

/** Contacts that lose a tag at just this instant, in the order of their ids, from behind one. */
export async function contactsAt(
  ctx: Context,
  { at, tagId, contactId }: Place,
  limit: number,
): Promise<number[]> {
  const rows = await ctx.db
    .selectFrom("contact_tag")
    .select("contact_id")
    .where("workspace_id", "=", ctx.workspace.id)
    .where("expires_at", "=", at)
    .where("tag_id", "=", tagId)
    .where("contact_id", ">", contactId)
    .orderBy("contact_id")
    .limit(limit)
    .execute();
  return rows.map((row) => row.contact_id);
}

/** At which instants up to one (epoch ms) contacts lose a tag, and how many. */
export async function instants(
  ctx: Context,
  tagId: number,
  until: number,
): Promise<{ at: number; n: number }[]> {
  const rows = await ctx.db
    .selectFrom("tag_count_live")
    .select(["expires_at as at", (eb) => eb.fn.sum<number>("n").as("n")])
    .where("workspace_id", "=", ctx.workspace.id)
    .where("tag_id", "=", tagId)
    .where("expires_at", ">", ctx.now)
    .where("expires_at", "<=", until)
    .groupBy("expires_at")
    .orderBy("expires_at")
    .execute();
  return rows.filter(({ n }) => n > 0);
}
