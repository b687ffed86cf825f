import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { DomainError } from "../errors.ts";
import { graphemeLength, parseTagName, tagKey } from "./name.ts";

const runs = { numRuns: 3_000 };

// Any UTF-16 at all, lone surrogates included, with a liking for what has rules of its own.
const troublesome = fc.constantFrom(
  ..."\ud800 \udc00 \u200b \u200c \u200d \ufe0e \ufe0f \u202e \ufeff \u00ad \u034f \u0301 \u0345 \u3099 \uff9e \u1e9e ß ς Σ İ ı ﬁ ① ｶ か 葛 \u{e0100} ک म \u094d 👨 👩 🏽 🇹 1 # \u20e3 ❤ \u3164 \u2800 \u0000 \u2028".split(
    " ",
  ),
  " ",
  "\u3000",
);
const anyUnit = fc.integer({ min: 0, max: 0xffff }).map((unit) => String.fromCharCode(unit));
const anyText = fc
  .array(
    fc.oneof(troublesome, anyUnit, fc.string({ unit: "binary", maxLength: 4 }), fc.string({ maxLength: 4 })),
    {
      maxLength: 30,
    },
  )
  .map((parts) => parts.join(""));

// One grapheme each, and none that grows together with its neighbour.
const cluster = fc.constantFrom(
  "a",
  "Z",
  "7",
  "Ｖ",
  "字",
  "ｱ",
  "ガ",
  "é",
  "e\u0301",
  "x\u0323\u0301",
  "😀",
  "👍🏽",
  "👨‍👩‍👧‍👦",
  "🇹🇼",
  "🏴󠁧󠁢󠁥󠁮󠁧󠁿",
  "1️⃣",
  "❤️",
  "葛󠄀",
  "한",
);
const clusters = (constraints: { minLength: number; maxLength: number }) => fc.array(cluster, constraints);

function parsed(text: string, max = 100): string | null {
  try {
    return parseTagName(text, max);
  } catch {
    return null;
  }
}

describe("parseTagName", () => {
  test("throws nothing but its own three errors, whatever it is given", () => {
    fc.assert(
      fc.property(anyText, (text) => {
        try {
          parseTagName(text);
        } catch (error) {
          expect(error).toBeInstanceOf(DomainError);
          expect(String(error)).toMatch(/tag_name_(?:empty|too_long|invalid)$/);
        }
      }),
      runs,
    );
  });

  test("is idempotent", () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const name = parsed(text);
        if (name !== null) expect(parseTagName(name, 100)).toBe(name);
      }),
      runs,
    );
  });

  test("shows only names that are composed, trimmed, well-formed and have a key that is not empty", () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const name = parsed(text);
        if (name === null) return;
        expect(name.isWellFormed()).toBe(true);
        expect(name).toBe(name.normalize("NFC"));
        expect(name).not.toMatch(/^\s|\s$|\s\s|[^\S ]/u);
        expect(name).not.toMatch(/[\p{Cc}\p{Bidi_Control}\p{Noncharacter_Code_Point}\u200b\ufeff]/u);
        expect(tagKey(name)).not.toBe("");
      }),
      runs,
    );
  });

  test("passes exactly as many graphemes as the limit allows and not one more", () => {
    const limited = fc
      .integer({ min: 20, max: 100 })
      .chain((max) => fc.tuple(fc.constant(max), clusters({ minLength: max + 1, maxLength: max + 1 })));
    fc.assert(
      fc.property(limited, ([max, parts]) => {
        expect(graphemeLength(parseTagName(parts.slice(0, max).join(""), max))).toBe(max);
        expect(() => parseTagName(parts.join(""), max)).toThrow("tag_name_too_long");
      }),
      { numRuns: 300 },
    );
  });

  test("does not care how the same text is composed or padded", () => {
    fc.assert(
      fc.property(clusters({ minLength: 1, maxLength: 50 }), (parts) => {
        const text = parts.join("");
        expect(parseTagName(text.normalize("NFD"))).toBe(parseTagName(text));
        expect(parseTagName(`\u3000 ${text}\t`)).toBe(parseTagName(text));
      }),
      runs,
    );
  });
});

describe("tagKey", () => {
  test("is idempotent, whatever it is given", () => {
    fc.assert(
      fc.property(anyText, (text) => {
        expect(tagKey(tagKey(text))).toBe(tagKey(text));
      }),
      runs,
    );
  });

  test("is idempotent for every single character", () => {
    for (let code = 0; code <= 0x10ffff; code += 1) {
      const key = tagKey(String.fromCodePoint(code));
      if (tagKey(key) !== key) expect.unreachable(`U+${code.toString(16)}`);
    }
  });

  test("of the shown name is the key of what was typed", () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const name = parsed(text);
        if (name !== null) expect(tagKey(name)).toBe(tagKey(text));
      }),
      runs,
    );
  });

  test("is the same for the canonical forms of a text", () => {
    fc.assert(
      fc.property(anyText, (text) => {
        expect(tagKey(text.normalize("NFD"))).toBe(tagKey(text));
        expect(tagKey(text.normalize("NFKC"))).toBe(tagKey(text));
      }),
      runs,
    );
  });

  test("is the same for every casing of every letter", () => {
    for (let code = 0; code <= 0x10ffff; code += 1) {
      const letter = String.fromCodePoint(code);
      const [upper, lower] = [letter.toUpperCase(), letter.toLowerCase()];
      if (upper === letter && lower === letter) continue;
      if (tagKey(upper) !== tagKey(letter) || tagKey(lower) !== tagKey(letter))
        expect.unreachable(`U+${code.toString(16)}`);
    }
  });

  test("does not change with case, width, padding or ignorable characters", () => {
    const wide = (text: string) =>
      text.replace(/[!-~]/g, (char) => String.fromCharCode(char.charCodeAt(0) + 0xfee0));
    const ignorable = fc.constantFrom(
      "\u200b",
      "\u200d",
      "\ufe0f",
      "\u00ad",
      "\u2060",
      "\ufeff",
      "\u034f",
      "\u{e0100}",
    );
    const word = fc.array(fc.oneof(cluster, fc.string({ minLength: 1, maxLength: 1 })), {
      minLength: 1,
      maxLength: 20,
    });
    fc.assert(
      fc.property(word, ignorable, (parts, invisible) => {
        const key = tagKey(parts.join(""));
        expect(tagKey(parts.join("").toUpperCase())).toBe(key);
        expect(tagKey(parts.join("").toLowerCase())).toBe(key);
        expect(tagKey(wide(parts.join("")))).toBe(key);
        expect(tagKey(`  ${parts.join("")}\u3000`)).toBe(key);
        expect(tagKey(parts.join(invisible))).toBe(key);
      }),
      runs,
    );
  });
});
