import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { expiresAt, type Expiry, ruledExpiry } from "./expiry.ts";
import { type Holding, mergeHoldings } from "./merge.ts";

const timeZone = "Asia/Taipei";
const at = (day: number, hour = 5) => Date.UTC(2026, 2, day, hour);
const rule = (end: number | null): Expiry => ({ kind: "rule", at: end });
const custom = (end: number): Expiry => ({ kind: "custom", at: end });
const by = (days: number | null) => (lastAt: number) => ruledExpiry(lastAt, { days, timeZone });
const never: Expiry = { kind: "never", at: null };

describe("what becomes of holdings when their tags become one", () => {
  it.each<[string, [Holding, ...Holding[]], number | null, Expiry]>([
    [
      "a permanent tag's rule makes what ran by another rule stay",
      [{ firstAt: at(1), lastAt: at(2), expiry: rule(at(9)) }],
      null,
      rule(null),
    ],
    [
      "a temporary tag's rule counts from the latest tagging",
      [
        { firstAt: at(1), lastAt: at(2), expiry: rule(null) },
        { firstAt: at(3), lastAt: at(4), expiry: rule(at(20)) },
      ],
      7,
      rule(expiresAt(at(4), 7, timeZone)),
    ],
    [
      "what a person set survives a permanent tag's rule",
      [{ firstAt: at(1), lastAt: at(2), expiry: custom(at(9)) }],
      null,
      custom(at(9)),
    ],
    [
      "what a person set is not shortened by the rule, and does not shorten it",
      [
        { firstAt: at(1), lastAt: at(2), expiry: custom(at(5)) },
        { firstAt: at(1), lastAt: at(4), expiry: rule(at(6)) },
      ],
      7,
      rule(expiresAt(at(4), 7, timeZone)),
    ],
    [
      "the later of two that people set",
      [
        { firstAt: at(1), lastAt: at(2), expiry: custom(at(25)) },
        { firstAt: at(1), lastAt: at(2), expiry: custom(at(28)) },
      ],
      7,
      custom(at(28)),
    ],
    [
      "what was made to stay stays",
      [
        { firstAt: at(1), lastAt: at(2), expiry: never },
        { firstAt: at(1), lastAt: at(2), expiry: rule(null) },
      ],
      null,
      never,
    ],
  ])("%s", (_, all, days, expiry) => {
    expect(mergeHoldings(all, by(days)).expiry).toEqual(expiry);
  });

  const expiry = fc.oneof(
    fc.integer({ min: 1, max: 400 }).map((day) => custom(at(day))),
    fc.option(fc.integer({ min: 1, max: 400 })).map((day) => rule(day === null ? null : at(day))),
    fc.constant(never),
  );
  const holding = fc
    .record({ first: fc.integer({ min: 0, max: 300 }), more: fc.integer({ min: 0, max: 99 }), expiry })
    .map(({ first, more, expiry: end }): Holding => ({
      firstAt: at(first),
      lastAt: at(first + more),
      expiry: end,
    }));
  const days = fc.option(fc.integer({ min: 1, max: 90 }));

  it("does not depend on the order, and merging again changes nothing", () => {
    fc.assert(
      fc.property(fc.tuple(holding), fc.array(holding, { maxLength: 4 }), days, ([first], rest, n) => {
        const merged = mergeHoldings([first, ...rest], by(n));
        const [last, ...others] = [first, ...rest].toReversed();
        expect(mergeHoldings([last ?? first, ...others], by(n))).toEqual(merged);
        for (const one of [first, ...rest]) expect(mergeHoldings([merged, one], by(n))).toEqual(merged);
      }),
    );
  });
});
