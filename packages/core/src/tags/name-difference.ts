import { type DuplicateReason, duplicateReasons } from "./duplicate-reasons.ts";
import type { NameWords } from "./name-words.ts";
import { wordDifference } from "./word-difference.ts";

export type Likeness = { reason: DuplicateReason; score: number };

const sureness: Record<DuplicateReason, number> = {
  case: 1,
  spacing: 0.98,
  punctuation: 0.97,
  kana: 0.95,
  simplified: 0.94,
  variant: 0.92,
  accents: 0.9,
  plural: 0.88,
  typo: 0.75,
};

/** How two names that may be one are alike: the reason that says least for it, and how sure all of them are; null = not at all. */
export function likeness(a: NameWords, b: NameWords): Likeness | null {
  const reasons = nameDifference(a, b);
  if (reasons === null) return null;
  const all = [...new Set(reasons)].toSorted((x, y) => sureness[y] - sureness[x]);
  const score = all.reduce((product, reason) => product * sureness[reason], 1);
  return { reason: all.at(-1) ?? duplicateReasons[0], score };
}

function nameDifference(a: NameWords, b: NameWords): DuplicateReason[] | null {
  if (a.key === b.key) return ["case"];
  // A size: "Size S" is not "Sizes".
  if ((a.words.at(-1) === "s") !== (b.words.at(-1) === "s")) return null;
  const parts = sameCount(a, b) ?? joinedDifference(a, b);
  if (parts === null) return null;
  return [...parts, ...partingDifference(a, b, parts.length === 0)];
}

function sameCount(a: NameWords, b: NameWords): DuplicateReason[] | null {
  if (a.words.length !== b.words.length) return null;
  const reasons: DuplicateReason[] = [];
  for (const [i, word] of a.words.entries()) {
    const difference = wordDifference(word, b.words[i] ?? "");
    if (difference === null) return null;
    reasons.push(...difference);
  }
  // Two slips in one name are one too many.
  return reasons.filter((reason) => reason === "typo").length > 1 ? null : reasons;
}

/** Of names that are parted otherwise: "follow ups" and "followup". Slips are not looked for on top of that. */
function joinedDifference(a: NameWords, b: NameWords): DuplicateReason[] | null {
  const difference = wordDifference(a.joined, b.joined);
  return difference?.includes("typo") ? null : difference;
}

function partingDifference(a: NameWords, b: NameWords, isAll: boolean): DuplicateReason[] {
  if (a.marks !== b.marks) return ["punctuation"];
  if (a.gaps !== b.gaps) return ["spacing"];
  // An apostrophe is no gap.
  return isAll ? ["punctuation"] : [];
}
