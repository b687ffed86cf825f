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
  /** When it happened, in epoch ms; without it, now. */
  at?: number;
  /** Until when the contact has the tag from then on, in epoch ms. */
  until?: number | null;
  undoes?: number;
  createdTag?: boolean;
};

/** Writes one history row and tells the feed; returns its `seq`. */
export async function append(ctx: Context, event: NewEvent): Promise<number> {
  const { contactId, tagId } = event;
  const seq = await feed.append(ctx, { kind: "assignment", contactId, tagId });
  await ctx.db
    .insertInto("tag_event")
    .values({ ...(await common(ctx)), ...own(ctx, event, seq) })
    .execute();
  return seq;
}

/** The same for many, each about another contact and tag, in one statement; their `seq` in the same order. */
export async function appendMany(ctx: Context, entries: readonly NewEvent[]): Promise<number[]> {
  if (entries.length === 0) return [];
  const seqs = await feed.appendAssignments(ctx, entries);
  const { workspace_id, actor_id, source } = await common(ctx);
  const given = ctx.dialect.rows(
    ownColumns,
    entries.map((event, i) => {
      const row = own(ctx, event, seqs[i] ?? 0);
      return ownColumns.map((column) => row[column]);
    }),
  );
  await ctx.db
    .insertInto("tag_event")
    .columns(["workspace_id", "actor_id", "source", ...ownColumns])
    .expression((eb) =>
      eb
        .selectFrom(given)
        .select(({ val }) => [
          val(workspace_id).as("workspace_id"),
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
    actor_id: await actors.current(ctx),
    source: sources[actors.sourceOf(ctx)],
  };
}

const ownColumns = [
  "contact_id",
  "tag_id",
  "at",
  "kind",
  "seq",
  "expires_at",
  "undoes",
  "created_tag",
  "prior_first_at",
  "prior_last_at",
  "prior_expires_at",
  "prior_expiry",
  "prior_origin_id",
] as const;

function own(ctx: Context, event: NewEvent, seq: number) {
  const { prior } = event;
  return {
    contact_id: event.contactId,
    tag_id: event.tagId,
    at: event.at ?? ctx.now,
    kind: eventKinds[event.kind],
    seq,
    expires_at: event.until ?? null,
    undoes: event.undoes ?? null,
    created_tag: event.createdTag ? 1 : 0,
    prior_first_at: prior?.first_at ?? null,
    prior_last_at: prior?.last_at ?? null,
    prior_expires_at: prior?.expires_at ?? null,
    prior_expiry: prior?.expiry ?? null,
    prior_origin_id: prior?.origin_id ?? null,
  };
}

/** The entries of these contacts with one of these `seq`. */
export async function bySeqs(
  ctx: Context,
  contactIds: readonly number[],
  seqs: readonly number[],
): Promise<TagEventRow[]> {
  if (contactIds.length === 0) return [];
  const rows = await ofContacts(ctx, contactIds)
    .selectAll()
    .where("seq", ">=", Math.min(...seqs))
    .execute();
  const wanted = new Set(seqs);
  return rows.filter(({ seq }) => wanted.has(seq));
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

/** Removes the history of a contact that is erased; returns how many entries it had. */
export async function removeAll(ctx: Context, contactId: number): Promise<number> {
  const { numDeletedRows } = await ctx.db
    .deleteFrom("tag_event")
    .where("workspace_id", "=", ctx.workspace.id)
    .where("contact_id", "=", contactId)
    .executeTakeFirstOrThrow();
  return Number(numDeletedRows);
}

/**
 * Whether the tag was ever given or taken otherwise than by the step that created it, and by taking that back;
 * `anyOfTag` of the batches says whether a bulk change gave it.
 */
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

function ofContacts(ctx: Context, contactIds: readonly number[]) {
  return ctx.db
    .selectFrom("tag_event")
    .where("workspace_id", "=", ctx.workspace.id)
    .where("contact_id", "in", [...contactIds]);
}
