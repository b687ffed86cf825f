import { eventKinds } from "../assignments/kinds.ts";
import type { Context } from "../context.ts";
import type { TagEventRow } from "../db/schema.ts";

function ruled(ctx: Context, tagId: number) {
  return ctx.db
    .selectFrom("contact_tag")
    .where("workspace_id", "=", ctx.workspace.id)
    .where("tag_id", "=", tagId)
    .where("expiry", "=", 0);
}

/** Contacts that have a tag by its rule, in the order of their ids, from behind one. */
export async function contactsBehind(
  ctx: Context,
  tagId: number,
  after: number,
  limit: number,
): Promise<number[]> {
  const rows = await ruled(ctx, tagId)
    .select("contact_id")
    .where("contact_id", ">", after)
    .orderBy("contact_id")
    .limit(limit)
    .execute();
  return rows.map((row) => row.contact_id);
}

/** How many contacts have a tag by its rule that were last given it before an instant (epoch ms). */
export async function countBefore(ctx: Context, tagId: number, lastAt: number): Promise<number> {
  const row = await ruled(ctx, tagId)
    .select((eb) => eb.fn.countAll<number>().as("n"))
    .where("last_at", "<", lastAt)
    .where((eb) => eb.or([eb("expires_at", "is", null), eb("expires_at", ">", ctx.now)]))
    .executeTakeFirstOrThrow();
  return row.n;
}

export type EndPlace = { at: number; contact: number; seq: number };

/** The ends of a tag that an actor recorded, in the order of their index, from behind a place. */
export async function ends(
  ctx: Context,
  tagId: number,
  actorId: number,
  after: EndPlace,
  limit: number,
): Promise<TagEventRow[]> {
  return ctx.db
    .selectFrom("tag_event")
    .selectAll()
    .where("workspace_id", "=", ctx.workspace.id)
    .where("tag_id", "=", tagId)
    .where("at", ">=", after.at)
    .where(({ eb, or, and }) =>
      or([
        eb("at", ">", after.at),
        eb("contact_id", ">", after.contact),
        and([eb("contact_id", "=", after.contact), eb("seq", ">", after.seq)]),
      ]),
    )
    .where("kind", "=", eventKinds.expired)
    .where("actor_id", "=", actorId)
    .orderBy("at")
    .orderBy("contact_id")
    .orderBy("seq")
    .limit(limit)
    .execute();
}
