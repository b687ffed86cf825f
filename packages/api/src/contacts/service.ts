import type { Contact } from "@tagdeck/core/contacts/contact";
import type { ContactRef } from "@tagdeck/core/contacts/inputs";
import { authorize, type Context } from "../context.ts";
import { stamp } from "../feed/position.ts";
import { resolveContact, resolveContacts } from "./scope.ts";
import { viewContact, viewKnown, viewSigned } from "./view.ts";

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
