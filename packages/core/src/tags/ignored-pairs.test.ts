import fc from "fast-check";
import { expect, it, test } from "vitest";
import { withoutPairs } from "./ignored-pairs.ts";

const not =
  (...pairs: string[]) =>
  (a: string, b: string) =>
    pairs.includes(a + b) || pairs.includes(b + a);

test.each([
  ["abc", [], ["abc"]],
  ["ab", ["ab"], []],
  ["abc", ["ab"], ["ac", "bc"]],
  ["abc", ["ab", "ac"], ["bc"]],
  ["abcd", ["ab"], ["acd", "bcd"]],
  ["abcd", ["ab", "cd"], ["ac", "ad", "bc", "bd"]],
])("of %s without %s is left %s", (ids, pairs, left) => {
  expect(withoutPairs([...ids], not(...pairs)).map((group) => group.join(""))).toEqual(left);
});

it("keeps every pair that is not ignored, and no other", () => {
  const ids = [..."abcdef"];
  const pairs = ids.flatMap((a, i) => ids.slice(i + 1).map((b) => a + b));
  fc.assert(
    fc.property(fc.subarray(pairs), (ignored) => {
      const groups = withoutPairs(ids, not(...ignored));
      const together = pairs.filter(([a = "", b = ""]) => {
        return groups.some((group) => group.includes(a) && group.includes(b));
      });
      expect(together).toEqual(pairs.filter((pair) => !ignored.includes(pair)));
    }),
  );
});
