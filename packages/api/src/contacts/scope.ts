import { DomainError } from "@tagdeck/core/errors";
import type { ContactClaims, ContactRef } from "@tagdeck/core/contacts/inputs";
import type { Context } from "../context.ts";
import type { ContactRow } from "../db/schema.ts";
import * as contacts from "./store.ts";

/** A contact as the caller may see it: stored, or known to a panel by its external id alone. */
export type Known = { row: ContactRow } | { row: null; externalId: string };

/**
 * @throws DomainError `contact_not_found`, also for a contact outside a panel session's list
 */
export async function resolveContact(ctx: Context, ref: ContactRef): Promise<Known> {
  return seenBy(ctx, ref, await contacts.find(ctx, ref));
}

function seenBy(ctx: Context, ref: ContactRef, row: ContactRow | undefined): Known {
  const { principal } = ctx;
  if (principal.kind === "panel") {
    const externalId = row?.external_id ?? ("externalId" in ref ? ref.externalId : null);
    if (externalId !== null && (principal.contacts?.has(externalId) ?? true)) {
      return row ? { row } : { row: null, externalId };
    }
  } else if (row) {
    return { row };
  }
  throw new DomainError("contact_not_found");
}

/** The same for a change: a contact that is not stored yet is stored with what was signed about it. Locked. */
export async function resolveForChange(ctx: Context, ref: ContactRef): Promise<ContactRow> {
  const known = seenBy(ctx, ref, await contacts.lock(ctx, ref));
  if (known.row) return known.row;
  // What was just inserted is locked by that; another request may have been quicker, and is then waited for.
  await contacts.insert(ctx, claimsFor(ctx, known.externalId));
  const row = await contacts.lock(ctx, { externalId: known.externalId });
  if (!row) throw new DomainError("contact_not_found");
  return row;
}

/** What the session's token signed about this contact. */
export function signedClaims(ctx: Context, externalId: string): ContactClaims | null {
  const { principal } = ctx;
  return principal.kind === "panel" && principal.claims?.externalId === externalId ? principal.claims : null;
}

function claimsFor(ctx: Context, externalId: string): ContactClaims {
  return signedClaims(ctx, externalId) ?? { externalId };
}
