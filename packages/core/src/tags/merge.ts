import type { Expiry } from "./expiry.ts";

/** A contact's having a tag: since when, when it was given last (epoch ms), and until when. */
export type Holding = { firstAt: number; lastAt: number; expiry: Expiry };

/** Of two that end at the same time, what a person decided counts for more. */
const weight = { never: 2, custom: 1, rule: 0 } as const;

/**
 * What becomes of a contact's holdings when their tags become one: the earliest beginning, the latest tagging,
 * and the expiry that lasts longest of those that were set by hand and of the tag's own rule, which speaks where
 * one of them was by a rule; `ruled` is what it says of a time of tagging. Merging the result again with one of them changes nothing.
 */
export function mergeHoldings(
  all: readonly [Holding, ...Holding[]],
  ruled: (lastAt: number) => Expiry,
): Holding {
  const firstAt = Math.min(...all.map((one) => one.firstAt));
  const lastAt = Math.max(...all.map((one) => one.lastAt));
  const byHand = all.map(({ expiry }) => expiry).filter(({ kind }) => kind !== "rule");
  const byRule = byHand.length < all.length ? [ruled(lastAt)] : [];
  const [longest = all[0].expiry] = [...byHand, ...byRule].sort(
    (a, b) => endOf(b) - endOf(a) || weight[b.kind] - weight[a.kind],
  );
  return { firstAt, lastAt, expiry: longest };
}

const endOf = ({ at }: Expiry) => at ?? Number.MAX_SAFE_INTEGER;
