import { DomainError } from "@tagdeck/core/errors";
import type { Contact, ContactListItem } from "@tagdeck/core/contacts/contact";
import type { ContactRef, ListContacts } from "@tagdeck/core/contacts/inputs";
import { authorize, type Context } from "../context.ts";
import { stamp } from "../feed/position.ts";
import { decodeCursor, encodeCursor } from "../paging.ts";
import * as tags from "../tags/store.ts";
import { resolveContact, resolveContacts } from "./scope.ts";
import * as contacts from "./store.ts";
import { viewContact, viewKnown, viewList, viewSigned } from "./view.ts";

/** A contact, and the feed's position before it was read: following the feed from there misses nothing. */
export async function getContact(
  ctx: Context,
  ref: ContactRef,
): Promise<{ contact: Contact; cursor: string }> {
  authorize(ctx, "contacts.read");
  const cursor = stamp(await ctx.dialect.feedHead(ctx.db, ctx.workspace.id), ctx.now);
  const known = await resolveContact(ctx, ref);
  return { contact: known.row ? await viewContact(ctx, known.row) : viewSigned(known), cursor };
}

/** The same for several, each once and in the order asked. */
export async function getContacts(
  ctx: Context,
  refs: readonly ContactRef[],
): Promise<{ contacts: Contact[]; cursor: string }> {
  authorize(ctx, "contacts.read");
  const cursor = stamp(await ctx.dialect.feedHead(ctx.db, ctx.workspace.id), ctx.now);
  return { contacts: await viewKnown(ctx, await resolveContacts(ctx, refs)), cursor };
}

export async function listContacts(
  ctx: Context,
  input: ListContacts,
): Promise<{ items: ContactListItem[]; nextCursor: string | null }> {
  authorize(ctx, "contacts.read");
  // A panel may be limited to some contacts; the list is the console's.
  if (ctx.principal.kind === "panel") throw new DomainError("forbidden", { permission: "contacts.read" });
  const after = input.cursor ? decodeCursor(input.cursor, [0] as const)[0] : null;
  const page = { after, limit: input.limit + 1 };
  const search = input.search.trim();
  const rows = input.tagId
    ? await withTag(ctx, input.tagId, search, page)
    : await contacts.list(ctx, search, page);
  const shown = rows.slice(0, input.limit);
  const last = shown.at(-1);
  return {
    items: await viewList(ctx, shown),
    nextCursor: rows.length > shown.length && last ? encodeCursor([last.id]) : null,
  };
}

async function withTag(
  ctx: Context,
  tagId: number,
  search: string,
  page: { after: number | null; limit: number },
) {
  const word = (await tags.vocabulary(ctx)).get(tagId);
  if (!word || word.deleted) throw new DomainError("tag_not_found", { id: tagId });
  return contacts.listWithTag(ctx, tagId, search, page);
}
