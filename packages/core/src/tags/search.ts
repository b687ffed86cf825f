import { tagKey } from "./name.ts";

/** How well a name matches what was typed: 0 not at all, 1 inside, 2 at the start of a word, 3 at the start, 4 whole. */
export function matchRank(key: string, queryKey: string): 0 | 1 | 2 | 3 | 4 {
  if (queryKey === "") return 1;
  if (key === queryKey) return 4;
  if (key.startsWith(queryKey)) return 3;
  const at = key.indexOf(queryKey);
  if (at < 0) return 0;
  for (let i = at; i >= 0; i = key.indexOf(queryKey, i + 1)) {
    if (!/[\p{L}\p{N}]/u.test(key[i - 1] ?? " ")) return 2;
  }
  return 1;
}

/** The same for a tag that has other names too: as well as the best of them. */
export function wordRank(
  word: { key: string; aliases: readonly { key: string }[] },
  queryKey: string,
): 0 | 1 | 2 | 3 | 4 {
  return word.aliases.reduce(
    (best, { key }) => {
      const rank = matchRank(key, queryKey);
      return rank > best ? rank : best;
    },
    matchRank(word.key, queryKey),
  );
}

/**
 * Where in the shown name the match stands, as UTF-16 offsets; null when folding moved it (then nothing
 * is highlighted rather than something wrong).
 */
export function matchRange(name: string, query: string): { start: number; end: number } | null {
  const queryKey = tagKey(query);
  if (queryKey === "") return null;
  const candidates = [
    [name.toLowerCase(), query.trim().toLowerCase()],
    [tagKey(name), queryKey],
  ] as const;
  for (const [text, wanted] of candidates) {
    const start = text.indexOf(wanted);
    const end = start + wanted.length;
    if (start >= 0 && tagKey(name.slice(start, end)) === queryKey) return { start, end };
  }
  return null;
}
