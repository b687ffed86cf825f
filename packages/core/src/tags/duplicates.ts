import { duplicatePairs, type Pair } from "./duplicate-pairs.ts";
import type { DuplicateReason } from "./duplicate-reasons.ts";
import { tagKey } from "./name.ts";

export type Duplicates<Id = number> = {
  /** Two tags or more, in the order of their names. */
  ids: Id[];
  /** What says least for their being one. */
  reason: DuplicateReason;
  /** From 0 to 1, by how sure it is; for putting them in order. */
  score: number;
};

/**
 * Groups of tags whose names say the same in two ways, the surest first. Rather none than a wrong one: names that
 * differ by a number, a negation, a character or a short word are different.
 *
 * In a group every two names are alike, or both are slips of a third in it. So likeness does not wander from name
 * to name: where A is like B and B like C, but A not like C, the surer two are a group and the third is left out,
 * until they are merged. A tag is in one group at the most. The same for any order of `tags`, and whatever others
 * are among them.
 *
 * It loads tables of characters and English words (MBs): for a thread of the server, never for a browser.
 */
export function findDuplicates<Id extends number | string>(
  tags: readonly { id: Id; name: string }[],
): Duplicates<Id>[] {
  const known = [...new Map(tags.map((tag) => [tag.id, tag])).values()]
    .map(({ id, name }) => ({ id, name, key: tagKey(name) }))
    .toSorted((a, b) => compare(a.key, b.key) || compare(a.name, b.name) || compare(a.id, b.id));
  const pairs = duplicatePairs(known.map(({ name }) => name));
  return groups(pairs).map(({ places, reason, score }) => ({
    ids: places.flatMap((place) => known[place]?.id ?? []),
    reason,
    score,
  }));
}

type Group = { places: number[]; reason: DuplicateReason; score: number };

/** `pairs` are by places in the order of names, which breaks ties. */
function groups(pairs: readonly Pair[]): Group[] {
  const sorted = pairs.toSorted((x, y) => y.score - x.score || x.a - y.a || x.b - y.b);
  const alike = new Map(sorted.map((pair) => [keyOf(pair.a, pair.b), pair]));
  const isSlip = (a: number, b: number) => alike.get(keyOf(a, b))?.reason === "typo";
  const fit = (a: number, b: number, all: readonly number[]) =>
    alike.has(keyOf(a, b)) || all.some((third) => isSlip(a, third) && isSlip(third, b));

  const groupOf = new Map<number, Group>();
  for (const pair of sorted) {
    const [one, other] = [pair.a, pair.b].map(
      (place): Group => groupOf.get(place) ?? { places: [place], reason: pair.reason, score: pair.score },
    );
    if (!one || !other || one === other) continue;
    const all = [...one.places, ...other.places].toSorted((a, b) => a - b);
    if (!one.places.every((a) => other.places.every((b) => fit(a, b, all)))) continue;
    const group = { places: all, reason: pair.reason, score: pair.score };
    for (const place of all) groupOf.set(place, group);
  }
  // They come by score: the last says least.
  for (const { a, b, reason, score } of sorted) {
    const group = groupOf.get(a);
    if (group && group === groupOf.get(b)) Object.assign(group, { reason, score });
  }
  const made = [...new Set(groupOf.values())];
  return made.toSorted((x, y) => y.score - x.score || (x.places[0] ?? 0) - (y.places[0] ?? 0));
}

function keyOf(a: number, b: number): string {
  return a < b ? `${a} ${b}` : `${b} ${a}`;
}

function compare(a: string | number, b: string | number): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
