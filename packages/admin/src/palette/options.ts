import { tagKey } from "@tagdeck/core/tags/name";
import { matchRank } from "@tagdeck/core/tags/search";

/** The entries whose label matches what was typed, the best first; all when nothing was typed. */
export function matching<Entry extends { label: string }>(entries: readonly Entry[], query: string): Entry[] {
  const key = tagKey(query);
  return entries
    .map((entry) => ({ entry, rank: matchRank(tagKey(entry.label), key) }))
    .filter(({ rank }) => rank > 0)
    .sort((a, b) => b.rank - a.rank)
    .map(({ entry }) => entry);
}

/** Where an arrow key leads in a list of so many, from one end to the other. */
export function step(at: number, by: 1 | -1, length: number): number {
  return length === 0 ? 0 : (at + by + length) % length;
}
