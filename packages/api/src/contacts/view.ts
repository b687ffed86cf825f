import type { Contact, ContactListItem } from "@tagdeck/core/contacts/contact";
import type { ContactTag } from "@tagdeck/core/tags/tag";
import { expiryOf } from "../assignments/expiry.ts";
import * as assignments from "../assignments/store.ts";
import { type Context, iso } from "../context.ts";
import type { AssignmentRow, ContactRow } from "../db/schema.ts";
import * as tags from "../tags/store.ts";
import type { Known } from "./scope.ts";
import type { Word } from "../tags/vocabulary.ts";

export async function viewContact(ctx: Context, row: ContactRow): Promise<Contact> {
  const tagsOf = await tagsOfContacts(ctx, [row]);
  return viewStored(row, tagsOf(row));
}

/** Contacts as they are stored, or as they were signed. */
export async function viewKnown(ctx: Context, all: readonly Known[]): Promise<Contact[]> {
  const tagsOf = await tagsOfContacts(
    ctx,
    all.flatMap(({ row }) => row ?? []),
  );
  return all.map((known) => (known.row ? viewStored(known.row, tagsOf(known.row)) : viewSigned(known)));
}

function viewStored(row: ContactRow, contactTags: ContactTag[]): Contact {
  return {
    id: row.id,
    externalId: row.external_id,
    name: row.name,
    email: row.email,
    phone: row.phone,
    channel: row.channel,
    attributes: readAttributes(row.attributes),
    tags: contactTags,
    createdAt: iso(row.created_at),
    updatedAt: iso(row.updated_at),
  };
}

/** A contact that is not stored: what was signed about it. */
export function viewSigned({ externalId, claims }: Extract<Known, { row: null }>): Contact {
  return {
    id: null,
    externalId,
    name: claims?.name ?? null,
    email: claims?.email ?? null,
    phone: claims?.phone ?? null,
    channel: claims?.channel ?? null,
    attributes: claims?.attributes ?? {},
    tags: [],
    createdAt: null,
    updatedAt: null,
  };
}

export async function viewList(ctx: Context, rows: readonly ContactRow[]): Promise<ContactListItem[]> {
  const tagsOf = await tagsOfContacts(ctx, rows);
  return rows.map((row) => ({
    id: row.id,
    externalId: row.external_id,
    name: row.name,
    email: row.email,
    phone: row.phone,
    channel: row.channel,
    tags: tagsOf(row),
    createdAt: iso(row.created_at),
  }));
}

async function tagsOfContacts(
  ctx: Context,
  rows: readonly ContactRow[],
): Promise<(row: ContactRow) => ContactTag[]> {
  const all = await assignments.ofContacts(
    ctx,
    rows.map(({ id }) => id),
  );
  const words = await wordsOf(ctx, all);
  const byContact = Map.groupBy(all, (row) => row.contact_id);
  return (row) => viewTags(words, byContact.get(row.id) ?? []);
}

/** The vocabulary with the tags of these assignments, those too that were made while this transaction waited for a lock. */
async function wordsOf(ctx: Context, rows: readonly AssignmentRow[]): Promise<ReadonlyMap<number, Word>> {
  const words = await tags.vocabulary(ctx);
  if (rows.every(({ tag_id }) => words.has(tag_id))) return words;
  await tags.catchUp(ctx);
  return tags.vocabulary(ctx);
}

function viewTags(words: ReadonlyMap<number, Word>, rows: readonly AssignmentRow[]): ContactTag[] {
  return [...rows]
    .sort((a, b) => b.last_at - a.last_at || b.tag_id - a.tag_id)
    .flatMap((row) => {
      const word = words.get(row.tag_id);
      if (!word || word.deleted) return [];
      return {
        id: word.id,
        name: word.name,
        color: word.color,
        taggedAt: iso(row.last_at),
        expiresAt: row.expires_at === null ? null : iso(row.expires_at),
        expiry: expiryOf(row).kind,
      };
    });
}

function readAttributes(json: string): Record<string, string> {
  // safe because only ContactClaims' attributes are ever written
  return JSON.parse(json) as Record<string, string>;
}
