import type { Contact } from "@tagdeck/core/contacts/contact";
import * as assignments from "../assignments/store.ts";
import { externalIdOf, type Known } from "../contacts/scope.ts";
import * as contacts from "../contacts/store.ts";
import { viewKnown } from "../contacts/view.ts";
import type { Context } from "../context.ts";

/** The contacts that a subscriber follows: their ids by external id; null = not stored so far. */
export type Followed = Map<string, number | null>;

export function of(all: readonly Known[]): Followed {
  return new Map(all.map((known) => [externalIdOf(known), known.row?.id ?? null]));
}

/** Whom of these contacts the subscriber follows, those too that were stored since it began. */
export async function among(
  ctx: Context,
  followed: Followed,
  contactIds: ReadonlySet<number>,
): Promise<Set<number>> {
  if (contactIds.size > 0) {
    const unknown = [...followed].flatMap(([externalId, id]) => (id === null ? { externalId } : []));
    for (const row of await contacts.findMany(ctx, unknown)) followed.set(row.external_id, row.id);
  }
  return new Set(idsOf(followed).filter((id) => contactIds.has(id)));
}

/** Those it follows that have one of these tags. */
export async function holders(
  ctx: Context,
  followed: Followed,
  tagIds: ReadonlySet<number>,
): Promise<Set<number>> {
  if (tagIds.size === 0) return new Set();
  const rows = await assignments.ofContacts(ctx, idsOf(followed));
  return new Set(rows.flatMap((row) => (tagIds.has(row.tag_id) ? row.contact_id : [])));
}

/** Those of them as they are now; one that was erased as if it had never been stored. */
export async function view(ctx: Context, followed: Followed, ids: ReadonlySet<number>): Promise<Contact[]> {
  const rows = await contacts.findMany(
    ctx,
    [...ids].map((id) => ({ id })),
  );
  const there = new Set(rows.map(({ id }) => id));
  const erased = [...followed].flatMap(([externalId, id]) =>
    id !== null && ids.has(id) && !there.has(id) ? externalId : [],
  );
  for (const externalId of erased) followed.set(externalId, null);
  return viewKnown(ctx, [
    ...rows.map((row) => ({ row })),
    ...erased.map((externalId) => ({ row: null, externalId, claims: null })),
  ]);
}

function idsOf(followed: Followed): number[] {
  return [...followed.values()].filter((id) => id !== null);
}
