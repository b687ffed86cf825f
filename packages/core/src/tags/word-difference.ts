import type { DuplicateReason } from "./duplicate-reasons.ts";
import { isTraditional, relatedForms, simplifiesTo } from "./han-forms.ts";
import { isMisspelling } from "./misspelling.ts";
import { asHiragana, isSpelt, withoutAccents, withoutLongMark, withUmlautsSpelt } from "./name-words.ts";
import { isPlural } from "./plural.ts";

/** How two words that may be one differ; null = they are different words, an empty list = they are the same. */
export function wordDifference(a: string, b: string): DuplicateReason[] | null {
  if (a === b) return [];
  if (isSpelt(a) !== isSpelt(b)) return null;
  return isSpelt(a) ? spellingDifference(a, b) : characterDifference(a, b);
}

function spellingDifference(a: string, b: string): DuplicateReason[] | null {
  if (withUmlautsSpelt(a) === b || withUmlautsSpelt(b) === a) return ["accents"];
  const [bareA, bareB] = [withoutAccents(a), withoutAccents(b)];
  // Accents are left out as a whole, or they tell words apart: `má` is not `mà`.
  const reasons: DuplicateReason[] = [];
  if (bareA !== a || bareB !== b) {
    if (bareA !== a && bareB !== b) return null;
    reasons.push("accents");
  }
  if (bareA === bareB) return reasons;
  if (isPlural(bareA, bareB)) return [...reasons, "plural"];
  return isMisspelling(bareA, bareB) ? [...reasons, "typo"] : null;
}

function characterDifference(a: string, b: string): DuplicateReason[] | null {
  const reasons = new Set<DuplicateReason>();
  let [charsA, charsB] = [Array.from(a), Array.from(b)];
  if (charsA.length !== charsB.length) {
    [charsA, charsB] = [Array.from(withoutLongMark(a)), Array.from(withoutLongMark(b))];
    reasons.add("kana");
    if (charsA.length !== charsB.length) return null;
  }
  const pairs = charsA.map((char, i) => [char, charsB[i] ?? ""] as const).filter(([x, y]) => x !== y);
  const forms = pairs.filter(([x, y]) => asHiragana(x) !== asHiragana(y));
  if (forms.length < pairs.length) reasons.add("kana");
  if (!forms.every(([x, y]) => relatedForms(x, y))) return null;
  if (forms.length > 0) {
    const isSimplified =
      (!isTraditional(b) && forms.every(([x, y]) => simplifiesTo(x, y))) ||
      (!isTraditional(a) && forms.every(([x, y]) => simplifiesTo(y, x)));
    reasons.add(isSimplified && !/[ぁ-ヶ]/.test(a) ? "simplified" : "variant");
  }
  return [...reasons];
}
