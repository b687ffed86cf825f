import { formFamily } from "./han-forms.ts";
import { tagKey } from "./name.ts";

/** A name as it is compared with others. */
export type NameWords = {
  key: string;
  /** Runs of letters of one kind, numbers, and each sign that has a meaning. What only parts them is left out. */
  words: readonly string[];
  /** The words in one. */
  joined: string;
  /** What parts the words, and of it what is not white space. */
  gaps: string;
  marks: string;
};

// Only a mark between words: hyphens, brackets, quotes, full stops; not ? & + # % * and other signs.
const mark = String.raw`[\s\p{Pd}\p{Pc}\p{Ps}\p{Pe}\p{Pi}\p{Pf}.,:;!"\/\\\|·・•‧。、]`;
// Between two figures it has a meaning (1.5, 2024-11), and so does a minus that begins a number or ends a word.
const number = String.raw`(?<=^|\s)-(?=\p{N})|\p{N}+(?:${mark}+\p{N}+)*`;
const minus = String.raw`(?<=[\p{L}\p{N}])-(?=\s|$)`;
const alphabets = String.raw`\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}`;
const word = new RegExp(
  String.raw`${number}|${minus}|[${alphabets}][${alphabets}\p{M}]*|[\p{L}--[${alphabets}]][[\p{L}\p{M}]--[${alphabets}]]*|(?!${mark}).`,
  "gv",
);
// Not 5', which is a foot.
const apostrophe = /(?<!\p{N})['’]/gu;
const leadingHash = /(?<=^|\s)#(?=\p{L})/gu;

export function nameWords(name: string): NameWords {
  const key = tagKey(name);
  const text = key.replace(apostrophe, "").replace(leadingHash, "");
  const words = text.match(word) ?? [];
  const gaps = text.replace(word, "_");
  return { key, words, joined: words.join(""), gaps, marks: gaps.replace(/[\s_]/g, "") };
}

const letters = /^[\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}]/u;

/** Whether a word is of an alphabet whose words have plurals and slips. */
export function isSpelt(text: string): boolean {
  return letters.test(text);
}

const accents = /(?<=[\p{Script=Latin}\p{Script=Greek}]\p{M}*)\p{M}+|(?<=е)\u0308/gu;
const strokes: Record<string, string> = { ø: "o", đ: "d", ł: "l", ı: "i", æ: "ae", œ: "oe" };

/** Without accents, in Latin and Greek letters, and `ё` as `е`: in other scripts a mark makes another letter. */
export function withoutAccents(text: string): string {
  if (/^[a-z]*$/.test(text)) return text;
  const bare = text.normalize("NFD").replace(accents, "").normalize("NFC");
  return bare.replace(/[øđłıæœ]/g, (letter) => strokes[letter] ?? letter);
}

const umlauts: Record<string, string> = { ä: "ae", ö: "oe", ü: "ue", ø: "oe", å: "aa" };

/** As it is written where there are no umlauts: `müller` as `mueller`. */
export function withUmlautsSpelt(text: string): string {
  return text.replace(/[äöüøå]/g, (letter) => umlauts[letter] ?? letter);
}

export function asHiragana(text: string): string {
  return text.replace(/[ァ-ヶヽヾ]/g, (kana) => String.fromCodePoint(kana.charCodeAt(0) - 0x60));
}

const longMark = /(?<=[ァ-ヺー]{3})ー(?![ァ-ヺー])/g;

/** Without the long mark that ends a word in katakana, which some leave out: `サーバー`, `サーバ`. Not of short words: `ビル` is not `ビール`. */
export function withoutLongMark(text: string): string {
  return text.replace(longMark, "");
}

/** What a word shares with all that might be the same, save its plural. */
export function foldWord(text: string): string {
  if (isSpelt(text)) return withoutAccents(text);
  return Array.from(asHiragana(withoutLongMark(text)), formFamily).join("");
}
