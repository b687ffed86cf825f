import { isMisspelling } from "./misspelling.ts";
import { type Likeness, likeness } from "./name-difference.ts";
import { createSkeletons } from "./name-skeletons.ts";
import { isSpelt, nameWords } from "./name-words.ts";

/** Two names that are alike, by their places. */
export type Pair = Likeness & { a: number; b: number };

/** So many that look alike are compared, each with each. Real names never reach it; made-up ones stay cheap. */
const most = 64;

/**
 * The pairs of names that are alike. No name is compared with all others: only those with one skeleton are, and
 * those of which one word is a slip apart.
 */
export function duplicatePairs(names: readonly string[]): Pair[] {
  const forms = names.map(nameWords);
  const skeletons = createSkeletons();
  const found = new Map<number, Pair>();
  const compare = (one: number, other: number) => {
    const [a, b] = one < other ? [one, other] : [other, one];
    const [formA, formB] = [forms[a], forms[b]];
    const key = a * names.length + b;
    if (a === b || !formA || !formB || found.has(key)) return;
    const like = likeness(formA, formB);
    if (like) found.set(key, { a, b, ...like });
  };

  const bySkeleton = new Map<string, number[]>();
  for (const [place, form] of forms.entries()) {
    for (const skeleton of skeletons.ofName(form)) push(bySkeleton, skeleton, place);
  }
  for (const places of bySkeleton.values()) eachPair(places, compare);

  const bare = (word: string) => (isSpelt(word) ? skeletons.withoutAccents(word) : "");
  const slips = slipsAmong(new Set(forms.flatMap(({ words }) => words.map(bare))));
  const slots = forms.flatMap(({ words }, place) =>
    words.flatMap((word, at) => {
      const others = slips.get(bare(word));
      if (!others) return [];
      // The rest of the name, with a gap for the word.
      const rest = `${at} ${skeletons.words(words.with(at, "")).join(" ")}`;
      return [{ place, word: bare(word), others, rest }];
    }),
  );
  const bySlot = new Map<string, number[]>();
  for (const { place, word, rest } of slots) push(bySlot, `${word} ${rest}`, place);
  for (const { place, others, rest } of slots) {
    for (const other of others) {
      for (const near of bySlot.get(`${other} ${rest}`)?.slice(0, most) ?? []) compare(place, near);
    }
  }
  return [...found.values()];
}

/** Words and those that are a slip away from them: two that are so have a word in common that lacks a letter of each. */
function slipsAmong(words: ReadonlySet<string>): Map<string, Set<string>> {
  const byVariant = new Map<string, string[]>();
  for (const word of words) {
    if (word.length < 5) continue;
    push(byVariant, word, word);
    for (let i = 1; i < word.length; i += 1) {
      // Without either of two equal letters it is the same.
      if (i === 1 || word[i] !== word[i - 1]) push(byVariant, word.slice(0, i) + word.slice(i + 1), word);
    }
  }
  const slips = new Map<string, Set<string>>();
  for (const near of byVariant.values()) {
    eachPair(near, (a, b) => {
      if (!isMisspelling(a, b)) return;
      slips.set(a, (slips.get(a) ?? new Set()).add(b));
      slips.set(b, (slips.get(b) ?? new Set()).add(a));
    });
  }
  return slips;
}

function eachPair<T>(items: readonly T[], visit: (a: T, b: T) => void): void {
  for (let from = 0; from < items.length; from += most) {
    const some = items.slice(from, from + most);
    for (const [i, a] of some.entries()) for (const b of some.slice(i + 1)) visit(a, b);
  }
}

function push<T>(map: Map<string, T[]>, key: string, item: T): void {
  const items = map.get(key);
  if (items) items.push(item);
  else map.set(key, [item]);
}
