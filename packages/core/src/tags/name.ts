import { DomainError } from "../errors.ts";

/** A tag name's limit in UTF-8 bytes, whatever its limit in graphemes. */
export const tagNameMaxBytes = 2_560;

// Longer input cannot become a valid name; refusing it first bounds the work below.
const inputMaxUnits = 20_000;

const whiteSpace = /\p{White_Space}+/gu;
// Not trim(): that would let a byte order mark slip through.
const outerSpace = /^ | $/g;

// What may stand in a name although it is invisible: emoji sequences as a whole, a joiner between two
// letters of a script that joins (RFC 5892, appendix A.1 and A.2), a variation selector after an
// ideograph or an emoji.
const emoji =
  /\p{Extended_Pictographic}[\uFE0F\p{Emoji_Modifier}]?(?:\u200D\p{Extended_Pictographic}[\uFE0F\p{Emoji_Modifier}]?)+|\p{Emoji}\uFE0F?\u20E3|\p{RGI_Emoji}(?:(?<!\uFE0F)[\uFE0E\uFE0F])?|\p{Emoji}[\uFE0E\uFE0F]/gv;
// Arabic, Syriac, Mandaic, N’Ko, Mongolian, Devanagari, Bengali, Gurmukhi, Gujarati, Oriya, Tamil, Telugu, Kannada,
// Malayalam, Sinhala, Khmer, Myanmar, by their ISO 15924 codes.
const joiningScripts =
  "Arab Syrc Mand Nkoo Mong Deva Beng Guru Gujr Orya Taml Telu Knda Mlym Sinh Khmr Mymr".replace(
    /\w+/g,
    String.raw`\p{scx=$&}`,
  );
const joiner = new RegExp(
  String.raw`(?<=[[${joiningScripts}]&&[\p{L}\p{M}]])[\u200C\u200D](?=[[${joiningScripts}]&&[\p{L}\p{M}]])`,
  "gv",
);
const ideographVariation = /(?<=\p{Ideographic})[\uFE00-\uFE0F\u{E0100}-\u{E01EF}]/gu;

const ignorable = /\p{Default_Ignorable_Code_Point}/gu;
// The interlinear annotation marks and the blank Braille pattern are invisible without being "ignorable".
const refused =
  /[\p{Cc}\p{Cs}\p{Bidi_Control}\p{Default_Ignorable_Code_Point}\p{Noncharacter_Code_Point}\uFFF9-\uFFFB\u2800]/u;

const graphemes = new Intl.Segmenter("en", { granularity: "grapheme" });

/** The length of a text as people count it: in graphemes, so a full-width letter or an emoji is one. */
export function graphemeLength(text: string): number {
  let length = 0;
  for (const _ of graphemes.segment(text)) length += 1;
  return length;
}

function utf8Length(text: string): number {
  let bytes = 0;
  for (const char of text) {
    const code = char.codePointAt(0) ?? 0;
    bytes += code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
  }
  return bytes;
}

/**
 * The name as it is shown: NFC, trimmed, inner white space collapsed, casing kept.
 *
 * @param maxLength the workspace's limit, in graphemes
 * @throws DomainError `tag_name_empty`, `tag_name_too_long` (details: `length` and `max` in graphemes),
 * `tag_name_invalid` (control characters, lone surrogates, bidi controls, invisible characters)
 */
export function parseTagName(input: string, maxLength = 50): string {
  if (input.length > inputMaxUnits) {
    throw new DomainError("tag_name_too_long", { length: input.length, max: maxLength });
  }
  if (!input.isWellFormed()) throw new DomainError("tag_name_invalid");

  const name = input.normalize("NFC").replace(whiteSpace, " ").replace(outerSpace, "");
  if (name === "") throw new DomainError("tag_name_empty");

  const visible = name.replace(emoji, "e").replace(ideographVariation, "").replace(joiner, "");
  if (refused.test(visible) || tagKey(name) === "") throw new DomainError("tag_name_invalid");

  const length = graphemeLength(name);
  if (length > maxLength || utf8Length(name) > tagNameMaxBytes) {
    throw new DomainError("tag_name_too_long", { length, max: maxLength });
  }
  return name;
}

/**
 * What decides that two names are the same tag: NFKC, case-folded, ignorables stripped, white space
 * collapsed. `ＶＩＰ`, `vip` and `VIP ` have one key. Stable: `tagKey(tagKey(x)) === tagKey(x)`.
 */
export function tagKey(name: string): string {
  let key = name;
  // Folding can make text that normalises further (U+1E9E, U+0345); a fixed point is reached in two or three rounds.
  for (let round = 0; round < 8; round += 1) {
    const next = fold(key);
    if (next === key) break;
    key = next;
  }
  return key;
}

// Upper case first: only so do `ß` and `SS`, `ſ` and `s` meet. A sigma's form depends on what follows it, so
// it has one: the beginning of a word then begins the word's key.
function fold(text: string): string {
  return text
    .normalize("NFKC")
    .replace(ignorable, "")
    .toUpperCase()
    .toLowerCase()
    .replaceAll("ς", "σ")
    .normalize("NFKC")
    .replace(whiteSpace, " ")
    .replace(outerSpace, "");
}
