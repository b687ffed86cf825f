import { eventKinds } from "../assignments/kinds.ts";
import type { Context } from "../context.ts";
import type { TagEventRow } from "../db/schema.ts";
import type { BulkState } from "./kinds.ts";

/** Some contacts that have a tag by an origin, in the order of their ids, from behind one. */
export async function given(
  ctx: Context,
  tagId: number,
  originId: number,
  { after, limit }: { after: number; limit: number },
): Promise<number[]> {
  const rows = await ctx.db
    .selectFrom("contact_tag")
    .select("contact_id")
    .where("workspace_id", "=", ctx.workspace.id)
    .where("tag_id", "=", tagId)
    .where("origin_id", "=", originId)
    .where("contact_id", ">", after)
    .orderBy("contact_id")
    .limit(limit)
    .execute();
  return rows.map((row) => row.contact_id);
}

/** Those of these contacts whose assignment is as the bulk change made it: nobody has changed it since. */
export async function untouched(
  ctx: Context,
  tagId: number,
  { originId, at }: BulkState,
  contactIds: readonly number[],
): Promise<number[]> {
  const rows = await ctx.db
    .selectFrom("contact_tag")
    .select("contact_id")
    .where("workspace_id", "=", ctx.workspace.id)
    .where("tag_id", "=", tagId)
    .where("contact_id", "in", [...contactIds])
    .where("origin_id", "=", originId)
    .where("first_at", "=", at)
    .where("last_at", "=", at)
    .where("expiry", "=", 0)
    .execute();
  return rows.map((row) => row.contact_id);
}

/** Some of the entries that the bulk change wrote about a tag, in the order of contacts, from behind one. */
export async function written(
  ctx: Context,
  tagId: number,
  { at, from }: BulkState,
  { actorId, after, limit }: { actorId: number; after: number; limit: number },
): Promise<TagEventRow[]> {
  return ctx.db
    .selectFrom("tag_event")
    .selectAll()
    .where("workspace_id", "=", ctx.workspace.id)
    .where("tag_id", "=", tagId)
    .where("at", "=", at)
    .where("contact_id", ">", after)
    .where("seq", ">=", from)
    .where("actor_id", "=", actorId)
    .where("kind", "in", [eventKinds.removed, eventKinds.refreshed])
    .where("undoes", "is", null)
    .orderBy("contact_id")
    .limit(limit)
    .execute();
}
