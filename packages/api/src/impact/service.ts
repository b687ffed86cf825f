import { DomainError } from "@tagdeck/core/errors";
import type { ReferenceKind } from "@tagdeck/core/tags/impact";
import type { Context } from "../context.ts";
import { references } from "./kinds.ts";

export type Impact = {
  /** By tag, how many contacts have it. */
  contacts: ReadonlyMap<number, number>;
  /** All that is touched, counted once for each tag: what a preview promises. */
  expectedCount: number;
  /** The same by kind; those that are none are left out. */
  references: { kind: ReferenceKind; count: number }[];
};

/** What a change of these tags touches, exactly and now, whatever lists show. */
export async function impactOf(ctx: Context, tagIds: readonly number[]): Promise<Impact> {
  const found = [];
  for (const reference of references) {
    const counts = await reference.count(ctx, tagIds);
    found.push({ kind: reference.kind, counts, count: total(counts) });
  }
  return {
    contacts: found.find(({ kind }) => kind === "contacts")?.counts ?? new Map(),
    expectedCount: found.reduce((sum, { count }) => sum + count, 0),
    references: found.filter(({ count }) => count > 0).map(({ kind, count }) => ({ kind, count })),
  };
}

/**
 * Lets a change go on only while it touches no more than its preview said; without one, whatever it touches.
 *
 * @throws DomainError `impact_changed`; details: the `expectedCount` as it is now
 */
export function refuseGrown({ expectedCount }: Impact, expected: number | undefined): void {
  if (expected !== undefined && expectedCount > expected) {
    throw new DomainError("impact_changed", { expectedCount });
  }
}

function total(counts: ReadonlyMap<number, number>): number {
  return [...counts.values()].reduce((sum, n) => sum + n, 0);
}
