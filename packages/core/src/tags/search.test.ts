import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { tagKey } from "./name.ts";
import { matchRange, matchRank, wordRank } from "./search.ts";

const rank = (name: string, query: string) => matchRank(tagKey(name), tagKey(query));
const marked = (name: string, query: string) => {
  const range = matchRange(name, query);
  return range && name.slice(range.start, range.end);
};

describe("how well a name matches", () => {
  test.each([
    ["everything matches nothing typed", "VIP", "", 1],
    ["the whole name", "VIP", "ｖｉｐ", 4],
    ["the start", "VIP customer", "vip", 3],
    ["the start of a later word", "Big spender", "SPEND", 2],
    ["the start of a word after punctuation", "follow-up", "up", 2],
    ["inside a word", "Oversized parcel", "size", 1],
    ["the start of a word although it stands inside another before", "upset set", "set", 2],
    ["inside, in Chinese, where words have no spaces", "要換貨", "換", 1],
    ["half-width for full-width katakana", "ガイド", "ｶﾞｲ", 3],
    ["not at all", "VIP", "vips", 0],
  ] as const)("%s", (_, name, query, expected) => expect(rank(name, query)).toBe(expected));

  test("is above 0 exactly when the key holds what was typed", () => {
    const text = fc.string({ unit: fc.constantFrom("a", "B", "ａ", " ", "-", "字", "é"), maxLength: 8 });
    fc.assert(
      fc.property(text, text, (name, query) => {
        expect(rank(name, query) > 0).toBe(tagKey(name).includes(tagKey(query)));
      }),
    );
  });
});

describe("what is highlighted", () => {
  test.each([
    ["the match as it is written", "Size exchange", "size", "Size"],
    ["the first match", "Oversized sizes", "SIZ", "siz"],
    ["a full-width match of half-width letters", "客戶ＶＩＰ", "vip", "ＶＩＰ"],
    ["a Chinese match", "要換貨", "換貨", "換貨"],
    ["nothing when nothing was typed", "VIP", "  ", null],
    ["nothing when nothing matches", "VIP", "x", null],
    ["nothing when folding moved the match", "Straße 7", "7 strasse", null],
  ] as const)("%s", (_, name, query, expected) => expect(marked(name, query)).toBe(expected));

  test("has the key of what was typed, wherever anything is highlighted at all", () => {
    const unit = fc.constantFrom(
      "a",
      "B",
      "ａ",
      "ﬁ",
      "ß",
      "İ",
      "i",
      "Σ",
      "ς",
      "ｶ",
      "字",
      "é",
      " ",
      "-",
      "😀",
    );
    const text = fc.string({ unit, maxLength: 6 });
    fc.assert(
      fc.property(text, text, (name, query) => {
        const found = marked(name, query);
        if (found !== null) expect(tagKey(found)).toBe(tagKey(query));
      }),
      { numRuns: 3_000 },
    );
  });
});

test("finds a tag by the best of its names", () => {
  const word = { key: "key account", aliases: [{ key: "vip" }, { key: "gold" }] };
  expect(["vip", "go", "acc", "old", "x"].map((query) => wordRank(word, query))).toEqual([4, 3, 2, 1, 0]);
});
