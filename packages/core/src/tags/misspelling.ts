import english from "an-array-of-english-words" with { type: "json" };

const shortest = 6;
/** Of words that are not English nothing else is known: a language may tell words apart by a letter. */
const shortestUnknown = 8;

type Slip = { kind: "swapped" | "dropped" | "exchanged"; at: number };

/**
 * Whether one of two words (lower case, without accents) is the other with a slip of the fingers: a letter dropped,
 * two swapped, or one exchanged. Not at the beginning; dropped or exchanged not at the end either, where `subscribe`,
 * `subscriber` and `subscribed` differ. Of two English words neither is a slip: `shipping`, `shopping`.
 */
export function isMisspelling(a: string, b: string): boolean {
  const [short, long] = a.length <= b.length ? [a, b] : [b, a];
  if (long.length < shortest || short[0] !== long[0]) return false;
  const slip = slipBetween(short, long);
  if (slip === null) return false;
  const atEnd = slip.at === long.length - 1;
  const doubled = slip.kind === "dropped" && long[slip.at] === long[slip.at - 1];
  if (atEnd && !doubled) return false;
  const [knowsA, knowsB] = [isEnglish(a), isEnglish(b)];
  if (knowsA && knowsB) return false;
  if (knowsA || knowsB) return slip.kind !== "exchanged" || long.length > shortest;
  return short.length >= shortestUnknown && slip.kind !== "exchanged" && !doubled;
}

/** The one slip that makes `short` of `long`; null where there is none, or more are needed. */
function slipBetween(short: string, long: string): Slip | null {
  if (long.length - short.length > 1) return null;
  let at = 0;
  while (at < short.length && short[at] === long[at]) at += 1;
  if (short.length < long.length) {
    return short.slice(at) === long.slice(at + 1) ? { kind: "dropped", at } : null;
  }
  if (short.slice(at + 1) === long.slice(at + 1)) return { kind: "exchanged", at };
  const swapped = short[at] === long[at + 1] && short[at + 1] === long[at];
  return swapped && short.slice(at + 2) === long.slice(at + 2) ? { kind: "swapped", at } : null;
}

function isEnglish(word: string): boolean {
  let [from, to] = [0, english.length];
  while (from < to) {
    const middle = (from + to) >> 1;
    if ((english[middle] ?? "") < word) from = middle + 1;
    else to = middle;
  }
  return english[from] === word;
}
