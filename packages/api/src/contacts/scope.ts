import { DomainError } from "@tagdeck/core/errors";
import type { ContactClaims, ContactRef } from "@tagdeck/core/contacts/inputs";
import type { Context, Principal } from "../context.ts";
import type { ContactRow } from "../db/schema.ts";
import * as contacts from "./store.ts";

/** A contact as the caller may see it: stored, or known to a panel by its external id and what was signed about it. */
export type Known = { row: ContactRow } | { row: null; externalId: string; claims: ContactClaims | null };

/**
 * @throws DomainError `contact_not_found`, also for a contact outside a panel session's list; details: `contact`, as it was asked for
 */
export async function resolveContact(ctx: Context, ref: ContactRef): Promise<Known> {
  return seenBy(ctx.principal, ref, await contacts.find(ctx, ref));
}

/** The same for several: each once, in the order asked. */
export async function resolveContacts(ctx: Context, refs: readonly ContactRef[]): Promise<Known[]> {
  const find = finder(await contacts.findMany(ctx, refs));
  const all = refs.map((ref) => seenBy(ctx.principal, ref, find(ref)));
  return [...new Map(all.map((known) => [externalIdOf(known), known])).values()];
}

/** A contact as a caller may see it, when it is known whether it is stored. */
export function seenBy(principal: Principal, ref: ContactRef, row: ContactRow | undefined): Known {
  if (principal.kind === "panel") {
    const externalId = row?.external_id ?? ("externalId" in ref ? ref.externalId : null);
    if (externalId !== null && maySee(principal, externalId)) {
      return row ? { row } : { row: null, externalId, claims: signedClaims(principal, externalId) };
    }
  } else if (row) {
    return { row };
  }
  throw new DomainError("contact_not_found", { contact: ref });
}

export function maySee(principal: Principal, externalId: string): boolean {
  return principal.kind !== "panel" || (principal.contacts?.has(externalId) ?? true);
}

export function externalIdOf(known: Known): string {
  return known.row ? known.row.external_id : known.externalId;
}

/** A contact for a change: one that is not stored yet is stored with what was signed about it. Locked. */
export async function resolveForChange(ctx: Context, ref: ContactRef): Promise<ContactRow> {
  const known = seenBy(ctx.principal, ref, await contacts.lock(ctx, ref));
  if (known.row) return known.row;
  // What was just inserted is locked by that; another request may have been quicker, and is then waited for.
  const { externalId, claims } = known;
  await contacts.insert(ctx, claims ?? { externalId });
  const row = await contacts.lock(ctx, { externalId });
  if (!row) throw new DomainError("contact_not_found");
  return row;
}

/** Several for a change, locked; those that are not stored yet are stored only if `store` says so. */
export async function resolveManyForChange(
  ctx: Context,
  refs: readonly ContactRef[],
  { store }: { store: boolean },
): Promise<Known[]> {
  const all = await resolveContacts(ctx, refs);
  // Stored before any is locked, and in one order: two changes that store the same contacts never wait in a circle.
  const unknown = all
    .flatMap((known) => (!store || known.row ? [] : (known.claims ?? { externalId: known.externalId })))
    .sort((a, b) => (a.externalId < b.externalId ? -1 : 1));
  await contacts.insertMissing(ctx, unknown);
  const stored = await contacts.findMany(ctx, unknown);
  const ids = [...all.flatMap(({ row }) => row?.id ?? []), ...stored.map(({ id }) => id)];
  const find = finder(await contacts.lockMany(ctx, ids));
  return all.map((known) => {
    const row = find({ externalId: externalIdOf(known) });
    return row ? { row } : known;
  });
}

/** Looks contacts up among these. */
export function finder(rows: readonly ContactRow[]): (ref: ContactRef) => ContactRow | undefined {
  const byId = new Map(rows.map((row) => [row.id, row]));
  const byExternalId = new Map(rows.map((row) => [row.external_id, row]));
  return (ref) => ("id" in ref ? byId.get(ref.id) : byExternalId.get(ref.externalId));
}

/** What the session's token signed about this contact. */
function signedClaims(principal: Extract<Principal, { kind: "panel" }>, externalId: string) {
  return principal.claims?.externalId === externalId ? principal.claims : null;
}
