/**
 * Why two names look like one, the surest first: `case` (and width), `spacing`, `punctuation` (and hyphens), `kana`
 * (hiragana and katakana, or the long mark that ends a word), `simplified` (and traditional), `variant` (old, new and
 * other forms of a character), `accents`, `plural`, `typo`. Stable codes.
 */
export const duplicateReasons = [
  "case",
  "spacing",
  "punctuation",
  "kana",
  "simplified",
  "variant",
  "accents",
  "plural",
  "typo",
] as const;
export type DuplicateReason = (typeof duplicateReasons)[number];
