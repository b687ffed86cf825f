import * as actors from "../actors/store.ts";
import type { Context } from "../context.ts";
import type { AssignmentRow, TagEventRow } from "../db/schema.ts";
import * as feed from "../feed/store.ts";
import { type EventKind, eventKinds, sources } from "./kinds.ts";

export type NewEvent = {
  contactId: number;
  tagId: number;
  kind: EventKind;
  /** The assignment as it was before. */
  prior: AssignmentRow | null;
  undoes?: number;
  createdTag?: boolean;
};

/** Writes one history row and tells the feed; returns its `seq`. */
export async function append(ctx: Context, event: NewEvent): Promise<number> {
  const { contactId, tagId } = event;
  const seq = await feed.append(ctx, { kind: "assignment", contactId, tagId });
  await ctx.db
    .insertInto("tag_event")
    .values({ ...(await common(ctx)), ...own(event, seq) })
    .execute();
  return seq;
}

/** The same for many, each about another contact and tag, in one statement; their `seq` in the same order. */
export async function appendMany(ctx: Context, entries: readonly NewEvent[]): Promise<number[]> {
  if (entries.length === 0) return [];
  const seqs = await feed.appendAssignments(ctx, entries);
  const { workspace_id, at, actor_id, source } = await common(ctx);
  const given = ctx.dialect.rows(
    ownColumns,
    entries.map((event, i) => {
      const row = own(event, seqs[i] ?? 0);
      return ownColumns.map((column) => row[column]);
    }),
  );
  await ctx.db
    .insertInto("tag_event")
    .columns(["workspace_id", "at", "actor_id", "source", ...ownColumns])
    .expression((eb) =>
      eb
        .selectFrom(given)
        .select(({ val }) => [
          val(workspace_id).as("workspace_id"),
          val(at).as("at"),
          val(actor_id).as("actor_id"),
          val(source).as("source"),
        ])
        .select(ownColumns),
    )
    .execute();
  return seqs;
}

/** What the entries of one request share. */
async function common(ctx: Context) {
  return {
    workspace_id: ctx.workspace.id,
    at: ctx.now,
    actor_id: await actors.current(ctx),
    source: sources[actors.sourceOf(ctx)],
  };
}

const ownColumns = [
  "contact_id",
  "tag_id",
  "kind",
  "seq",
  "undoes",
  "created_tag",
  "prior_first_at",
  "prior_last_at",
  "prior_expires_at",
  "prior_expiry",
  "prior_origin_id",
] as const;

function own(event: NewEvent, seq: number) {
  const { prior } = event;
  return {
    contact_id: event.contactId,
    tag_id: event.tagId,
    kind: eventKinds[event.kind],
    seq,
    undoes: event.undoes ?? null,
    created_tag: event.createdTag ? 1 : 0,
    prior_first_at: prior?.first_at ?? null,
    prior_last_at: prior?.last_at ?? null,
    prior_expires_at: prior?.expires_at ?? null,
    prior_expiry: prior?.expiry ?? null,
    prior_origin_id: prior?.origin_id ?? null,
  };
}

/** A contact's entries by `seq`. */
export async function bySeq(
  ctx: Context,
  contactId: number,
  seqs: readonly number[],
): Promise<TagEventRow[]> {
  return ofContact(ctx, contactId)
    .where("seq", "in", [...seqs])
    .orderBy("seq", "desc")
    .execute();
}

/** The last entry about a contact and a tag. */
export async function last(ctx: Context, contactId: number, tagId: number): Promise<TagEventRow | undefined> {
  return ofContact(ctx, contactId)
    .where("tag_id", "=", tagId)
    .orderBy("seq", "desc")
    .limit(1)
    .executeTakeFirst();
}

/** The entries that one step wrote: of these contacts, at its instant, from one `seq` to another. */
export async function ofStep(
  ctx: Context,
  step: { contacts: readonly number[]; at: number; from: number; to: number },
): Promise<TagEventRow[]> {
  return ofContacts(ctx, step.contacts)
    .selectAll()
    .where("at", "=", step.at)
    .where("seq", ">=", step.from)
    .where("seq", "<=", step.to)
    .orderBy("seq", "desc")
    .execute();
}

/** The `seq` of the last entry about each of these contacts and tags. */
export async function lasts(
  ctx: Context,
  contactIds: readonly number[],
  tagIds: readonly number[],
): Promise<Set<number>> {
  const rows = await ofContacts(ctx, contactIds)
    .select((eb) => eb.fn.max("seq").as("seq"))
    .where("tag_id", "in", [...tagIds])
    .groupBy(["contact_id", "tag_id"])
    .execute();
  return new Set(rows.map(({ seq }) => seq));
}

/** A contact's entries, newest first, from before an instant and `seq`. */
export async function list(
  ctx: Context,
  contactId: number,
  page: { before: readonly [number, number]; limit: number; tagId?: number | undefined },
): Promise<TagEventRow[]> {
  const [at, seq] = page.before;
  return ofContact(ctx, contactId)
    .$if(page.tagId !== undefined, (query) => query.where("tag_id", "=", page.tagId ?? 0))
    .where("at", "<=", at)
    .where((eb) => eb.or([eb("at", "<", at), eb("seq", "<", seq)]))
    .orderBy("at", "desc")
    .orderBy("seq", "desc")
    .limit(page.limit)
    .execute();
}

/** Removes the history of a contact that is erased; returns how many entries it had. */
export async function removeAll(ctx: Context, contactId: number): Promise<number> {
  const { numDeletedRows } = await ctx.db
    .deleteFrom("tag_event")
    .where("workspace_id", "=", ctx.workspace.id)
    .where("contact_id", "=", contactId)
    .executeTakeFirstOrThrow();
  return Number(numDeletedRows);
}

/** The `seq` of entries that later ones took back. */
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

/** When the contact had which tags, in epoch ms: those it has, and those that an entry closed. */
export async function spans(
  ctx: Context,
  contactId: number,
): Promise<{ tagId: number; from: number; to: number }[]> {
  const open = await ctx.db
    .selectFrom("contact_tag")
    .select(["tag_id", "first_at"])
    .where("workspace_id", "=", ctx.workspace.id)
    .where("contact_id", "=", contactId)
    .execute();
  const closed = await ctx.db
    .selectFrom("tag_event")
    .select(["tag_id", "at", "prior_first_at"])
    .where("workspace_id", "=", ctx.workspace.id)
    .where("contact_id", "=", contactId)
    .where("kind", "in", [eventKinds.removed, eventKinds.expired])
    .execute();
  return [
    ...open.map((row) => ({ tagId: row.tag_id, from: row.first_at, to: Number.POSITIVE_INFINITY })),
    ...closed.map((row) => ({ tagId: row.tag_id, from: row.prior_first_at ?? row.at, to: row.at })),
  ];
}

/** Whether the tag was ever given or taken otherwise than by the step that created it, and by taking that back. */
export async function usedOtherwise(ctx: Context, tagId: number): Promise<boolean> {
  const row = await ctx.db
    .selectFrom("tag_event")
    .select("seq")
    .where("workspace_id", "=", ctx.workspace.id)
    .where("tag_id", "=", tagId)
    .where("created_tag", "=", 0)
    .where("undoes", "is", null)
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}

function ofContact(ctx: Context, contactId: number) {
  return ofContacts(ctx, [contactId]).selectAll();
}

function ofContacts(ctx: Context, contactIds: readonly number[]) {
  return ctx.db
    .selectFrom("tag_event")
    .where("workspace_id", "=", ctx.workspace.id)
    .where("contact_id", "in", [...contactIds]);
}
