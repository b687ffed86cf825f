import { newestFirst } from "@tagdeck/core/history/entries";
import { eventKinds, sources } from "../assignments/kinds.ts";
import type { Context } from "../context.ts";
import type { TagEventRow } from "../db/schema.ts";
import { type EntryFilter, kindsOf } from "./filter.ts";
import { sourceOfKind } from "./store.ts";

/** A bulk change as a tag's history tells it. */
export type BatchLine = { at: number; seq: number; n: number; actorId: number; source: number; name: string };

/** Where a page ends: within an instant by contact, as the index has them. A bulk change stands before its contacts. */
export type Place = readonly [at: number, contactId: number, seq: number];

/** What happened to a tag's contacts one by one, the newest first. */
export async function recorded(
  ctx: Context,
  tagId: number,
  [at, contactId, seq]: Place,
  limit: number,
  filter: EntryFilter,
): Promise<TagEventRow[]> {
  const kinds = kindsOf(filter);
  return (
    ctx.db
      .selectFrom("tag_event")
      .selectAll()
      .where("workspace_id", "=", ctx.workspace.id)
      .where("tag_id", "=", tagId)
      // A merge is one line of the tag itself.
      .where("kind", "!=", eventKinds.merged)
      .$if(kinds !== null, (query) => query.where("kind", "in", kinds ?? []))
      .$if(filter.actorId !== undefined, (query) => query.where("actor_id", "=", filter.actorId ?? 0))
      .$if(filter.sources !== undefined, (query) =>
        query.where(
          "source",
          "in",
          (filter.sources ?? []).map((name) => sources[name]),
        ),
      )
      .where("at", ">=", filter.from ?? 0)
      .where("at", "<=", Math.min(at, (filter.to ?? Number.MAX_SAFE_INTEGER) - 1))
      .where((eb) =>
        eb.or([
          eb("at", "<", at),
          eb("contact_id", "<", contactId),
          eb.and([eb("contact_id", "=", contactId), eb("seq", "<", seq)]),
        ]),
      )
      .orderBy("at", "desc")
      .orderBy("contact_id", "desc")
      .orderBy("seq", "desc")
      .limit(limit)
      .execute()
  );
}

/** The bulk changes that gave a tag, the newest first. */
export async function batches(
  ctx: Context,
  tagId: number,
  [at, contactId, seq]: Place,
  limit: number,
  filter: EntryFilter,
): Promise<BatchLine[]> {
  if (filter.kinds && !filter.kinds.includes("added")) return [];
  const rows = await ctx.db
    .selectFrom("tag_batch as line")
    .innerJoin("origin", (join) =>
      join.onRef("origin.id", "=", "line.origin_id").on("origin.workspace_id", "=", ctx.workspace.id),
    )
    .select(["line.at", "line.seq", "line.n", "origin.actor_id as actorId", "origin.kind", "origin.name"])
    .where("line.workspace_id", "=", ctx.workspace.id)
    .where("line.tag_id", "=", tagId)
    .where("line.n", ">", 0)
    .$if(filter.actorId !== undefined, (query) => query.where("origin.actor_id", "=", filter.actorId ?? 0))
    .$if(filter.sources !== undefined, (query) =>
      query.where("origin.kind", "in", [...(filter.sources ?? [])]),
    )
    .where("line.at", ">=", filter.from ?? 0)
    .where("line.at", "<=", Math.min(at, (filter.to ?? Number.MAX_SAFE_INTEGER) - 1))
    // Within its instant it stands before all contacts.
    .where((eb) =>
      contactId === ofBatch
        ? eb.or([eb("line.at", "<", at), eb("line.seq", "<", seq)])
        : eb("line.at", "<", at),
    )
    .orderBy("line.at", "desc")
    .orderBy("line.seq", "desc")
    .limit(limit)
    .execute();
  return rows.map(({ kind, ...row }) => ({ ...row, source: sourceOfKind(kind) })).sort(newestFirst);
}

/** In the place of a contact. */
export const ofBatch = Number.MAX_SAFE_INTEGER;

/** Which of these entries later ones took back, as `contact seq`. */
export async function undone(
  ctx: Context,
  tagId: number,
  contactIds: readonly number[],
): Promise<Set<string>> {
  if (contactIds.length === 0) return new Set();
  const rows = await ctx.db
    .selectFrom("tag_event")
    .select(["contact_id", "undoes"])
    .where("workspace_id", "=", ctx.workspace.id)
    .where("contact_id", "in", [...new Set(contactIds)])
    .where("tag_id", "=", tagId)
    .where("undoes", "is not", null)
    .execute();
  return new Set(rows.map((row) => `${row.contact_id} ${row.undoes}`));
}
