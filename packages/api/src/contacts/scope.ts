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
  const row = await contacts.find(ctx, ref);
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
  const known = await resolveContact(ctx, ref);
  const row = known.row ?? (await contacts.insert(ctx, claimsFor(ctx, known.externalId)));
  const locked = await contacts.lock(ctx, row.id);
  if (!locked) throw new DomainError("contact_not_found");
  return locked;
}

/** What the session's token signed about this contact. */
export function signedClaims(ctx: Context, externalId: string): ContactClaims | null {
  const { principal } = ctx;
  return principal.kind === "panel" && principal.claims?.externalId === externalId ? principal.claims : null;
}

function claimsFor(ctx: Context, externalId: string): ContactClaims {
  return (
    signedClaims(ctx, externalId) ?? {
      externalId,
      name: null,
      email: null,
      phone: null,
      channel: null,
      attributes: {},
    }
  );
}
