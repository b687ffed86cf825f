import type { Batch, Given } from "@tagdeck/core/history/entries";
import { type ImpliedAdd, impliedAdds, newestFirst } from "@tagdeck/core/history/entries";
import { eventKinds, sources } from "../assignments/kinds.ts";
import type { Context } from "../context.ts";
import type { TagEventRow } from "../db/schema.ts";
import { type EntryFilter, kindsOf, passes } from "./filter.ts";

/** An entry of history: recorded by itself, or implied by a bulk change, whose `batch` it has then. */
export type Entry = TagEventRow & { batch: Batch | null };

export type Page = { before: readonly [at: number, seq: number]; limit: number };

/** A contact's entries, newest first, from before an instant and `seq`. */
export async function ofContact(
  ctx: Context,
  contactId: number,
  { before, limit }: Page,
  filter: EntryFilter = {},
): Promise<Entry[]> {
  const [at, seq] = before;
  const kinds = kindsOf(filter);
  const recorded = await recordedOf(ctx, [contactId])
    .$if(filter.tagId !== undefined, (query) => query.where("tag_id", "=", filter.tagId ?? 0))
    .$if(kinds !== null, (query) => query.where("kind", "in", kinds ?? []))
    .$if(filter.actorId !== undefined, (query) => query.where("actor_id", "=", filter.actorId ?? 0))
    .$if(filter.sources !== undefined, (query) => query.where("source", "in", sourcesOf(filter)))
    .$if(filter.from !== undefined, (query) => query.where("at", ">=", filter.from ?? 0))
    // A merge is one line in the tag's own history.
    .where("kind", "!=", eventKinds.merged)
    .where("at", "<=", Math.min(at, filter.to === undefined ? at : filter.to - 1))
    .where((eb) => eb.or([eb("at", "<", at), eb("seq", "<", seq)]))
    .orderBy("at", "desc")
    .orderBy("seq", "desc")
    .limit(limit)
    .execute();
  const implied = (await impliedOf(ctx, [contactId])).filter(
    (entry) => passes(entry, filter) && (entry.at < at || (entry.at === at && entry.seq < seq)),
  );
  return [...recorded.map(asRecorded), ...implied].sort(newestFirst).slice(0, limit);
}

/** All entries of contacts, newest first. */
export async function all(ctx: Context, contactIds: readonly number[]): Promise<Entry[]> {
  const recorded =
    contactIds.length === 0
      ? []
      : await recordedOf(ctx, contactIds).where("kind", "!=", eventKinds.merged).execute();
  return [...recorded.map(asRecorded), ...(await impliedOf(ctx, contactIds))].sort(newestFirst);
}

/** The entries that bulk changes imply of contacts. */
export async function impliedOf(ctx: Context, contactIds: readonly number[]): Promise<Entry[]> {
  const given = await givenTo(ctx, contactIds);
  const batches = await batchesOf(ctx, [...new Set(given.flatMap(({ originId }) => originId ?? []))]);
  return impliedAdds(given, batches).map((add) => asEntry(ctx, add));
}

/** A contact's entries by `seq`, the latest first. */
export async function bySeq(ctx: Context, contactId: number, seqs: readonly number[]): Promise<Entry[]> {
  const recorded = await recordedOf(ctx, [contactId])
    .where("seq", "in", [...seqs])
    .execute();
  const found = recorded.map(asRecorded);
  if (found.length < seqs.length) {
    found.push(...(await impliedOf(ctx, [contactId])).filter(({ seq }) => seqs.includes(seq)));
  }
  return found.sort((a, b) => b.seq - a.seq);
}

/** The last entry about a contact and a tag. */
export async function last(ctx: Context, contactId: number, tagId: number): Promise<Entry | undefined> {
  const recorded = await recordedOf(ctx, [contactId])
    .where("tag_id", "=", tagId)
    .orderBy("seq", "desc")
    .limit(1)
    .executeTakeFirst();
  const implied = (await standing(ctx, [contactId], [tagId])).map((add) => asEntry(ctx, add));
  return [...(recorded ? [asRecorded(recorded)] : []), ...implied].sort(newestFirst)[0];
}

/** Which of these contacts' and tags' recorded entries are the last word about them, as `entryKey` says. */
export async function lasts(
  ctx: Context,
  contactIds: readonly number[],
  tagIds: readonly number[],
): Promise<Set<string>> {
  const rows = await ctx.db
    .selectFrom("tag_event")
    .select((eb) => [
      "contact_id",
      "tag_id",
      eb.fn.max<number>("seq").as("seq"),
      eb.fn.max<number>("at").as("at"),
    ])
    .where("workspace_id", "=", ctx.workspace.id)
    .where("contact_id", "in", [...contactIds])
    .where("tag_id", "in", [...tagIds])
    .groupBy(["contact_id", "tag_id"])
    .execute();
  const given = new Map(
    (await standing(ctx, contactIds, tagIds)).map(({ contactId, batch }) => [
      `${contactId} ${batch.tagId}`,
      batch.at,
    ]),
  );
  return new Set(
    rows
      .filter((row) => (given.get(`${row.contact_id} ${row.tag_id}`) ?? 0) <= row.at)
      .map((row) => entryKey(row)),
  );
}

export function entryKey(entry: Pick<TagEventRow, "contact_id" | "tag_id" | "seq">): string {
  return `${entry.contact_id} ${entry.tag_id} ${entry.seq}`;
}

/** The `seq` of entries of a contact that later ones took back. */
export async function undone(ctx: Context, contactId: number): Promise<Set<number>> {
  const rows = await ctx.db
    .selectFrom("tag_event")
    .select("undoes")
    .where("workspace_id", "=", ctx.workspace.id)
    .where("contact_id", "=", contactId)
    .where("undoes", "is not", null)
    .execute();
  return new Set(rows.flatMap(({ undoes }) => undoes ?? []));
}

/** Whom bulk changes gave tags, as far as an assignment stands or an entry tells of it. */
export async function givenTo(ctx: Context, contactIds: readonly number[]): Promise<Given[]> {
  if (contactIds.length === 0) return [];
  const open = await ctx.db
    .selectFrom("contact_tag")
    .select(["contact_id as contactId", "tag_id as tagId", "origin_id as originId"])
    .where("workspace_id", "=", ctx.workspace.id)
    .where("contact_id", "in", [...contactIds])
    .where("origin_id", "is not", null)
    .execute();
  const told = await ctx.db
    .selectFrom("tag_event")
    .select(["contact_id as contactId", "tag_id as tagId", "prior_origin_id as originId"])
    .where("workspace_id", "=", ctx.workspace.id)
    .where("contact_id", "in", [...contactIds])
    .where("prior_origin_id", "is not", null)
    .execute();
  return [...open, ...told];
}

/** Of these contacts and tags, those that have stood as a bulk change gave them. */
async function standing(
  ctx: Context,
  contactIds: readonly number[],
  tagIds: readonly number[],
): Promise<ImpliedAdd[]> {
  const open = await ctx.db
    .selectFrom("contact_tag")
    .select(["contact_id as contactId", "tag_id as tagId", "origin_id as originId"])
    .where("workspace_id", "=", ctx.workspace.id)
    .where("contact_id", "in", [...contactIds])
    .where("tag_id", "in", [...tagIds])
    .where("origin_id", "is not", null)
    .execute();
  const batches = await batchesOf(ctx, [...new Set(open.flatMap(({ originId }) => originId ?? []))]);
  return impliedAdds(open, batches);
}

/** The lines of bulk changes. */
async function batchesOf(ctx: Context, originIds: readonly number[]): Promise<Batch[]> {
  if (originIds.length === 0) return [];
  const rows = await ctx.db
    .selectFrom("tag_batch as line")
    .innerJoin("origin", (join) =>
      join.onRef("origin.id", "=", "line.origin_id").on("origin.workspace_id", "=", ctx.workspace.id),
    )
    .select([
      "line.origin_id as originId",
      "line.tag_id as tagId",
      "line.seq",
      "line.at",
      "origin.actor_id as actorId",
      "origin.kind",
      "origin.name",
    ])
    .where("line.workspace_id", "=", ctx.workspace.id)
    .where("line.origin_id", "in", [...originIds])
    .execute();
  return rows.map(({ kind, ...row }) => ({ ...row, source: sourceOfKind(kind) }));
}

export function sourceOfKind(kind: string): number {
  return Object.entries(sources).find(([name]) => name === kind)?.[1] ?? sources.system;
}

function sourcesOf({ sources: names }: EntryFilter): number[] {
  return (names ?? []).map((name) => sources[name]);
}

function asRecorded(row: TagEventRow): Entry {
  return { ...row, batch: null };
}

function asEntry(ctx: Context, { contactId, batch }: ImpliedAdd): Entry {
  return {
    workspace_id: ctx.workspace.id,
    contact_id: contactId,
    tag_id: batch.tagId,
    at: batch.at,
    seq: batch.seq,
    kind: eventKinds.added,
    actor_id: batch.actorId,
    source: batch.source,
    undoes: null,
    created_tag: 0,
    expires_at: null,
    prior_first_at: null,
    prior_last_at: null,
    prior_expires_at: null,
    prior_expiry: null,
    prior_origin_id: null,
    batch,
  };
}

function recordedOf(ctx: Context, contactIds: readonly number[]) {
  return ctx.db
    .selectFrom("tag_event")
    .selectAll()
    .where("workspace_id", "=", ctx.workspace.id)
    .where("contact_id", "in", [...contactIds]);
}
