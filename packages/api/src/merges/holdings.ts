import { expiresAt, type Expiry, type ExpiryKind } from "@tagdeck/core/tags/expiry";
import { type Holding, mergeHoldings } from "@tagdeck/core/tags/merge";
import { dateAt, startOfDay } from "@tagdeck/core/workspaces/clock";
import type { Context } from "../context.ts";
import type { AssignmentRow } from "../db/schema.ts";
import type { Word } from "../tags/vocabulary.ts";

export type Times = Pick<AssignmentRow, "first_at" | "last_at" | "expires_at" | "expiry" | "origin_id">;
type Target = Pick<Word, "validityDays">;

// As they are stored.
const kinds = ["rule", "custom", "never"] as const satisfies ExpiryKind[];

const day = 86_400_000;
/** All days of all zones begin at a multiple of it (ms): all instants within one have the same expiry. */
export const slot = 15 * 60_000;
const known = new Map<string, number>();

/** When what was given last at an instant runs out by a tag's rule; null = it stays. */
export function ruledEnd(ctx: Context, { validityDays }: Target, lastAt: number): number | null {
  if (validityDays === null) return null;
  const { timeZone } = ctx.workspace;
  // It is asked for each of many contacts, and finding the beginning of a day takes long.
  const key = `${timeZone} ${validityDays} ${Math.floor(lastAt / slot)}`;
  const found = known.get(key) ?? expiresAt(lastAt, validityDays, timeZone);
  if (known.size > 50_000) known.clear();
  known.set(key, found);
  return found;
}

/** What was given last at this instant or later has not run out by a tag's rule; null = nothing ever does. */
export function ruledSince(ctx: Context, { validityDays }: Target): number | null {
  if (validityDays === null) return null;
  const { timeZone } = ctx.workspace;
  return startOfDay(dateAt(ctx.now, timeZone) - validityDays * day, timeZone);
}

/** What assignments of one contact are together, as one of a tag; null = there are none. */
export function mergedTimes(ctx: Context, rows: readonly Times[], target: Target, own?: Times): Times | null {
  const [first, ...rest] = rows.map(holdingOf);
  if (!first) return null;
  const ruled = (lastAt: number): Expiry => ({ kind: "rule", at: ruledEnd(ctx, target, lastAt) });
  const { firstAt, lastAt, expiry } = mergeHoldings([first, ...rest], ruled);
  return {
    first_at: firstAt,
    last_at: lastAt,
    expires_at: expiry.at,
    expiry: kinds.indexOf(expiry.kind),
    // A bulk change is told of by the tag that it gave.
    origin_id: own?.origin_id ?? null,
  };
}

const holdingOf = (row: Times): Holding => ({
  firstAt: row.first_at,
  lastAt: row.last_at,
  expiry: { kind: kinds[row.expiry] ?? "rule", at: row.expires_at },
});

/** Whether it had not run out at an instant (epoch ms). */
export const isAlive = (row: Pick<Times, "expires_at">, at: number): boolean =>
  row.expires_at === null || row.expires_at > at;
