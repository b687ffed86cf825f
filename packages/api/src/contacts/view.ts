import type { Contact, ContactListItem } from "@tagdeck/core/contacts/contact";
import type { ContactClaims } from "@tagdeck/core/contacts/inputs";
import type { ContactTag } from "@tagdeck/core/tags/tag";
import * as assignments from "../assignments/store.ts";
import { type Context, iso } from "../context.ts";
import type { AssignmentRow, ContactRow } from "../db/schema.ts";
import * as tags from "../tags/store.ts";
import type { Word } from "../tags/vocabulary.ts";

export async function viewContact(ctx: Context, row: ContactRow): Promise<Contact> {
  const rows = await assignments.ofContacts(ctx, [row.id]);
  const words = await wordsOf(ctx, rows);
  return {
    id: row.id,
    externalId: row.external_id,
    name: row.name,
    email: row.email,
    phone: row.phone,
    channel: row.channel,
    attributes: readAttributes(row.attributes),
    tags: viewTags(words, rows),
    createdAt: iso(row.created_at),
    updatedAt: iso(row.updated_at),
  };
}

/** A contact that is not stored: what its signed claims say. */
export function viewClaims(externalId: string, claims: ContactClaims | null): Contact {
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
  const all = await assignments.ofContacts(
    ctx,
    rows.map(({ id }) => id),
  );
  const words = await wordsOf(ctx, all);
  const byContact = Map.groupBy(all, (row) => row.contact_id);
  return rows.map((row) => ({
    id: row.id,
    externalId: row.external_id,
    name: row.name,
    email: row.email,
    channel: row.channel,
    tags: viewTags(words, byContact.get(row.id) ?? []),
    createdAt: iso(row.created_at),
  }));
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
      };
    });
}

function readAttributes(json: string): Record<string, string> {
  // safe because only ContactClaims' attributes are ever written
  return JSON.parse(json) as Record<string, string>;
}
