import { describe, expect, test } from "vitest";
import { DomainError, type ErrorDetails } from "../errors.ts";
import { graphemeLength, parseTagName, tagKey, tagNameMaxBytes } from "./name.ts";

const family = "👨‍👩‍👧‍👦";

function refusal(input: string, maxLength?: number): { code: string; details: ErrorDetails } {
  try {
    parseTagName(input, maxLength);
  } catch (error) {
    if (error instanceof DomainError) return { code: error.code, details: error.details };
    throw error;
  }
  return { code: "accepted", details: {} };
}

describe("the shown name", () => {
  test.each([
    ["keeps the casing as typed", "ViP Customer", "ViP Customer"],
    ["is trimmed", "  VIP ", "VIP"],
    ["is trimmed of every kind of space", "\u3000VIP\u00a0\u2003", "VIP"],
    ["has its inner white space collapsed", "very  \t important\n\u3000person", "very important person"],
    ["keeps full-width letters", "ＶＩＰ", "ＶＩＰ"],
    ["is composed", "Cafe\u0301", "Caf\u00e9"],
    ["is composed in Japanese", "か\u3099", "が"],
    ["keeps half-width katakana", "ｶﾞｲﾄﾞ", "ｶﾞｲﾄﾞ"],
    ["is composed in Korean", "\u1112\u1161\u11ab", "한"],
  ])("%s", (_, input, shown) => expect(parseTagName(input)).toBe(shown));

  test.each([
    ["a family", family],
    ["a profession with a skin tone", "👩🏽‍🚀"],
    ["a flag made of a joined sequence", "🏳️‍🌈"],
    ["a flag of a country", "🇹🇼"],
    ["a flag of a region", "🏴󠁧󠁢󠁳󠁣󠁴󠁿"],
    ["a keycap", "1️⃣"],
    ["a sign shown as an emoji", "❤️"],
    ["a sign shown as text", "❤︎"],
    ["an emoji with a selector it does not need", "😀️"],
    ["a joined sequence that fonts may not know yet", "👨‍💀"],
    ["a joined sequence without its selector", "👁‍🗨"],
    ["an ideograph with a variation", "葛󠄀城"],
    ["a Persian word with a joiner between letters", "می‌خواهم"],
    ["a Hindi word with a joiner between letters", "क्‍ष"],
    ["a mixture", `客戶 VIP ${family}!`],
    ["private-use characters, which fonts show", "\ue000"],
    ["a single combining mark", "x\u0301\u0323"],
  ])("may hold %s", (_, input) => expect(parseTagName(input)).toBe(input.normalize("NFC")));
});

describe("refused", () => {
  test.each([
    ["nothing", ""],
    ["white space only", " \t\u3000\n"],
  ])("as empty: %s", (_, input) => expect(refusal(input).code).toBe("tag_name_empty"));

  test.each([
    ["a NUL", "a\u0000b"],
    ["a bell", "a\u0007b"],
    ["an escape", "\u001b[31mred"],
    ["a delete", "a\u007f"],
    ["a C1 control", "a\u009bb"],
    ["a high surrogate alone", "a\ud800"],
    ["a low surrogate alone", "\udc00a"],
    ["surrogates the wrong way round", "\udc00\ud800"],
    ["a right-to-left override", "a\u202eb"],
    ["a left-to-right isolate", "\u2066a\u2069"],
    ["a right-to-left mark", "a\u200fb"],
    ["an Arabic letter mark", "a\u061cb"],
    ["a zero-width space", "a\u200bb"],
    ["a byte order mark", "\ufeffVIP"],
    ["a word joiner", "a\u2060b"],
    ["a soft hyphen", "cus\u00adtomer"],
    ["a Hangul filler", "\u3164"],
    ["a Hangul filler among letters", "a\u3164b"],
    ["a blank Braille pattern", "\u2800"],
    ["a combining grapheme joiner", "a\u034fb"],
    ["a Mongolian vowel separator", "a\u180eb"],
    ["an interlinear annotation", "a\ufff9b\ufffac\ufffb"],
    ["a tag character outside a flag", "a\u{e0061}"],
    ["a noncharacter", "a\ufdd0"],
    ["a joiner between Latin letters", "a\u200db"],
    ["a non-joiner between Latin letters", "a\u200cb"],
    ["a joiner at the end of an emoji", "👨\u200d"],
    ["a joiner at the end of a Persian word", "خواهم\u200c"],
    ["two joiners between Persian letters", "می\u200c\u200cخواهم"],
    ["a variation selector after a letter", "a\ufe0f"],
    ["a variation selector at the start", "\ufe0fa"],
    ["two variation selectors after an emoji", "❤\ufe0f\ufe0f"],
    ["only a joiner", "\u200d"],
  ])("as invalid: %s", (_, input) => expect(refusal(input).code).toBe("tag_name_invalid"));

  test("as too long, saying how long it is and may be", () => {
    expect(refusal("字".repeat(51))).toEqual({ code: "tag_name_too_long", details: { length: 51, max: 50 } });
    expect(refusal(family.repeat(101), 100)).toEqual({
      code: "tag_name_too_long",
      details: { length: 101, max: 100 },
    });
  });

  test("without much work when the input is enormous", () => {
    expect(refusal("a".repeat(5_000_000)).code).toBe("tag_name_too_long");
  });
});

describe("the limit", () => {
  test.each(["a", "Ａ", "字", "ｱ", "が", "e\u0301", "😀", family, "👍🏽", "🇹🇼", "1️⃣", "❤️", "한"])(
    "counts %s as one, so that fifty pass and one more does not",
    (cluster) => {
      expect(graphemeLength(parseTagName(cluster.repeat(50)))).toBe(50);
      expect(refusal(cluster.repeat(51)).details).toEqual({ length: 51, max: 50 });
      expect(graphemeLength(parseTagName(cluster.repeat(100), 100))).toBe(100);
    },
  );

  test("is applied after trimming and collapsing", () => {
    expect(parseTagName(`  ${"a ".repeat(25)}   `)).toHaveLength(49);
    expect(parseTagName(`${"a".repeat(25)}${" ".repeat(200)}${"b".repeat(24)}`)).toHaveLength(50);
  });

  test("is 2,560 bytes besides, whatever the number of graphemes", () => {
    // Two bytes for the composed letter and for each mark that is left.
    const fits = `a${"\u0301".repeat((tagNameMaxBytes - 2) / 2 + 1)}`;
    expect(parseTagName(fits)).toHaveLength(tagNameMaxBytes / 2);
    expect(graphemeLength(fits)).toBe(1);
    expect(refusal(`${fits}b`).code).toBe("tag_name_too_long");
    expect(refusal(`${fits}\u0301`).code).toBe("tag_name_too_long");
  });
});

describe("the key", () => {
  test.each([
    ["case", "VIP", "vip"],
    ["full-width letters", "ＶＩＰ", "vip"],
    ["outer white space", "VIP ", " vip"],
    ["inner white space", "Big  Spender", "big\u3000spender"],
    ["half-width katakana", "ｶﾞｲﾄﾞ", "ガイド"],
    ["composition", "Cafe\u0301", "CAF\u00c9"],
    ["sharp s", "Straße", "STRASSE"],
    ["capital sharp s", "STRAẞE", "straße"],
    ["final sigma", "ΟΔΟΣ", "οδος"],
    ["final sigma inside a word", "ΟΔΟΣΑ", "οδοσα"],
    ["ligatures", "ﬁnal", "FINAL"],
    ["circled digits", "①", "1"],
    ["Roman numerals", "Ⅳ", "iv"],
    ["an emoji's selector", "❤️", "❤"],
    ["an ideograph's variation", "葛󠄀", "葛"],
    ["joiners", "می‌خواهم", "میخواهم"],
    ["zero-width characters", "V\u200bI\u2060P", "vip"],
    ["dotted capital I, written in two ways", "\u0130", "I\u0307"],
  ])("does not tell names apart by %s", (_, one, other) => expect(tagKey(one)).toBe(tagKey(other)));

  test.each([
    ["accents", "cafe", "café"],
    ["punctuation", "VIP", "V.I.P."],
    ["hyphens", "follow-up", "follow up"],
    ["kana", "かな", "カナ"],
    ["simplified and traditional characters", "换货", "換貨"],
    ["skin tones", "👍", "👍🏽"],
    ["flags", "🇹🇼", "🇯🇵"],
    ["look-alikes of another script", "VIP", "VІP"],
  ])("tells names apart by %s", (_, one, other) => expect(tagKey(one)).not.toBe(tagKey(other)));

  test("of the beginning of a word begins the key of the word, also before a sigma", () => {
    expect(tagKey("ΑΣΠΡΟ").startsWith(tagKey("ΑΣ"))).toBe(true);
  });
});
