import { dateAt, startOfDay } from "../workspaces/clock.ts";

/** The longest validity of a tag, and the longest extension at once, in days. */
export const validityMax = 3_650;

/** By what an assignment's expiry was decided: the tag's rule, a person who extended it, or one who made it stay. */
export type ExpiryKind = "rule" | "custom" | "never";

/** When an assignment runs out. `at` is the first instant (epoch ms) at which it is gone; null = it stays. */
export type Expiry = { kind: ExpiryKind; at: number | null };

/** A tag's rule. `days` are whole; null = its assignments stay. */
export type Validity = { days: number | null; timeZone: string };

const day = 86_400_000;

/**
 * The first instant (epoch ms) at which a tag given at `taggedAtMs` is gone: when the day of tagging and
 * `validityDays` (whole, 1 or more) further ones have ended on the clocks of `timeZone` (IANA).
 *
 * @throws RangeError for days or a zone that are none
 */
export function expiresAt(taggedAtMs: number, validityDays: number, timeZone: string): number {
  if (!Number.isInteger(validityDays) || validityDays < 1) {
    throw new RangeError(`a validity is a number of whole days from 1 on, not ${validityDays}`);
  }
  return startOfDay(dateAt(taggedAtMs, timeZone) + (validityDays + 1) * day, timeZone);
}

/** What the tag's rule says of an assignment that was last tagged at an instant (epoch ms). */
export function ruledExpiry(lastAt: number, { days, timeZone }: Validity): Expiry {
  return { kind: "rule", at: days === null ? null : expiresAt(lastAt, days, timeZone) };
}

/**
 * The expiry of an assignment that is tagged again at `at` (epoch ms), which is later than it ever was: by the
 * rule from then on, but what was extended by hand is not shortened, and what was made to stay stays.
 */
export function expiryTaggedAgain(before: Expiry, at: number, validity: Validity): Expiry {
  const ruled = ruledExpiry(at, validity);
  if (before.kind === "never") return before;
  return before.kind === "rule" || isLater(ruled.at, before.at) ? ruled : before;
}

/** Extended by whole days: it ends with a day, as many days after the one with which it would have ended. */
export function extendedBy(before: Expiry, days: number, timeZone: string): Expiry {
  if (before.at === null) return before;
  return { kind: "custom", at: startOfDay(dateAt(before.at - 1, timeZone) + (days + 1) * day, timeZone) };
}

/** Extended to the end of a date (`YYYY-MM-DD`) of the zone. Never earlier than it would have ended. */
export function extendedTo(before: Expiry, date: string, timeZone: string): Expiry {
  const at = startOfDay(Date.parse(date) + day, timeZone);
  return isLater(at, before.at) ? { kind: "custom", at } : before;
}

/** Whether an assignment that ends at `a` (epoch ms; null = never) outlives one that ends at `b`. */
function isLater(a: number | null, b: number | null): boolean {
  return b !== null && (a === null || a > b);
}
