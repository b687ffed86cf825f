import { foldWord, isSpelt, type NameWords, withUmlautsSpelt } from "./name-words.ts";
import { pluralStem } from "./plural.ts";

type Fold = { plain: string; stem: string };

/** What names share with all that might be the same. Words are folded once, as names share them. */
export function createSkeletons() {
  const known = new Map<string, Fold>();

  function fold(word: string): Fold {
    const before = known.get(word);
    if (before) return before;
    const plain = foldWord(word);
    const made = { plain, stem: isSpelt(word) ? pluralStem(plain) : plain };
    known.set(word, made);
    return made;
  }

  return {
    words: (words: readonly string[]): string[] => words.map((word) => fold(word).stem),
    /** Each has a skeleton in common with every name that might be the same. */
    ofName({ words, joined }: NameWords): Set<string> {
      const all = new Set([words.map((word) => fold(word).stem).join("")]);
      // Parted otherwise, the last word alone is a plural.
      all.add(words.map((word, i) => (i < words.length - 1 ? fold(word).plain : fold(word).stem)).join(""));
      if (withUmlautsSpelt(joined) !== joined) {
        all.add(words.map((word) => fold(withUmlautsSpelt(word)).stem).join(""));
      }
      return all;
    },
    withoutAccents: (word: string): string => fold(word).plain,
  };
}
