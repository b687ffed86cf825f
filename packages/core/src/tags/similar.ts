import { tagKey } from "./name.ts";

/**
 * How near two names are: 1 = they differ only in spacing, punctuation, accents, kana or a plural s;
 * below that, a slip or two of the fingers; 0 = they are different names.
 */
export function similarity(name: string, other: string): number {
  return compare(formOf(name), formOf(other));
}

/** The tags whose names are near to `name` without being the same, nearest first. */
export function similarTo<T extends { key: string }>(name: string, tags: Iterable<T>, limit: number): T[] {
  const key = tagKey(name);
  const form = formOf(name);
  if (form.letters.length === 0) return [];
  const near: { tag: T; score: number }[] = [];
  for (const tag of tags) {
    // Slips change a name's length by two at the most, and so do most plurals and hyphens.
    if (tag.key === key || Math.abs(tag.key.length - key.length) > 4) continue;
    const score = compare(form, formOf(tag.key));
    if (score > 0) near.push({ tag, score });
  }
  return near
    .sort((a, b) => b.score - a.score)
    .slice(0, limit)
    .map(({ tag }) => tag);
}

type Form = {
  letters: readonly string[];
  text: string;
  /** What tells names of one family apart: numbers, and letters that stand alone. */
  marks: string;
};

function formOf(name: string): Form {
  const bare = tagKey(name)
    .normalize("NFD")
    .replace(/\p{Script=Latin}\p{M}+/gu, (letter) => letter.slice(0, 1))
    .normalize("NFC");
  const words = bare.split(/[^\p{L}\p{N}\p{M}]+/u).map(singular);
  const text = words.join("").replace(/[ァ-ヶ]/g, (kana) => String.fromCodePoint(kana.charCodeAt(0) - 0x60));
  const marks = words.flatMap((word) => (word.length === 1 ? [word] : (word.match(/\p{N}+/gu) ?? [])));
  return { letters: Array.from(text), text, marks: marks.join(" ") };
}

// "parcels" and "parcel"; not "status", "business", and nothing that is left too short to tell.
function singular(word: string): string {
  return /^[a-z]{3,}[^sui]s$/.test(word) ? word.slice(0, -1) : word;
}

function compare(a: Form, b: Form): number {
  if (a.text === b.text) return 1;
  // "Plan A" and "Plan B", "2024" and "2025" are different on purpose.
  if (a.marks !== b.marks) return 0;
  const longest = Math.max(a.letters.length, b.letters.length);
  const allowed = longest >= 9 ? 2 : longest >= 5 ? 1 : 0;
  if (allowed === 0) return 0;
  const slips = distance(a.letters, b.letters, allowed);
  return slips > allowed ? 0 : 1 - slips / longest;
}

/** Insertions, deletions, exchanges and swaps of neighbours; anything above `most` is `most + 1`. */
function distance(a: readonly string[], b: readonly string[], most: number): number {
  if (Math.abs(a.length - b.length) > most) return most + 1;
  let before: number[] = [];
  let previous = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 1; i <= a.length; i += 1) {
    const row = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const same = a[i - 1] === b[j - 1];
      let least = Math.min(at(previous, j) + 1, at(row, j - 1) + 1, at(previous, j - 1) + (same ? 0 : 1));
      const swapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      if (swapped) least = Math.min(least, at(before, j - 2) + 1);
      row.push(least);
    }
    if (Math.min(...row) > most) return most + 1;
    before = previous;
    previous = row;
  }
  return at(previous, b.length);
}

function at(row: readonly number[], index: number): number {
  return row[index] ?? Number.POSITIVE_INFINITY;
}
