import type { TagSource } from "@tagdeck/core/contacts/contact";
import * as actors from "../actors/store.ts";
import type { Context } from "../context.ts";
import type { AssignmentRow, TagEventRow } from "../db/schema.ts";
import * as feed from "../feed/store.ts";

export const eventKinds = { added: 1, refreshed: 2, removed: 3, expired: 4 } as const;
export type EventKind = keyof typeof eventKinds;

const sources: Record<TagSource, number> = {
  agent: 1,
  admin: 2,
  import: 3,
  api: 4,
  link: 5,
  keyword: 6,
  button: 7,
  segment: 8,
  system: 9,
};

export function kindName(kind: number): EventKind {
  const found = Object.entries(eventKinds).find(([, value]) => value === kind);
  // safe because the entries' keys are the record's own
  return (found?.[0] ?? "added") as EventKind;
}

export function sourceName(source: number): TagSource {
  const found = Object.entries(sources).find(([, value]) => value === source);
  // safe because the entries' keys are the record's own
  return (found?.[0] ?? "system") as TagSource;
}

/** Writes one history row and tells the feed; returns its `seq`. */
export async function append(
  ctx: Context,
  event: {
    contactId: number;
    tagId: number;
    kind: EventKind;
    /** The assignment as it was before. */
    prior: AssignmentRow | null;
    undoes?: number;
    createdTag?: boolean;
  },
): Promise<number> {
  const { contactId, tagId, prior } = event;
  const seq = await feed.append(ctx, { kind: "assignment", contactId, tagId });
  await ctx.db
    .insertInto("tag_event")
    .values({
      workspace_id: ctx.workspace.id,
      contact_id: contactId,
      at: ctx.now,
      tag_id: tagId,
      kind: eventKinds[event.kind],
      seq,
      actor_id: await actors.current(ctx),
      source: sources[actors.sourceOf(ctx)],
      undoes: event.undoes ?? null,
      created_tag: event.createdTag ? 1 : 0,
      prior_first_at: prior?.first_at ?? null,
      prior_last_at: prior?.last_at ?? null,
      prior_expires_at: prior?.expires_at ?? null,
      prior_expiry: prior?.expiry ?? null,
      prior_origin_id: prior?.origin_id ?? null,
    })
    .execute();
  return seq;
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

/** Whether anybody else ever had the tag. */
export async function usedByOthers(ctx: Context, tagId: number, contactId: number): Promise<boolean> {
  const row = await ctx.db
    .selectFrom("tag_event")
    .select("seq")
    .where("workspace_id", "=", ctx.workspace.id)
    .where("tag_id", "=", tagId)
    .where("contact_id", "!=", contactId)
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}

function ofContact(ctx: Context, contactId: number) {
  return ctx.db
    .selectFrom("tag_event")
    .selectAll()
    .where("workspace_id", "=", ctx.workspace.id)
    .where("contact_id", "=", contactId);
}
