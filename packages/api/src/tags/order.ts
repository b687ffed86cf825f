import type { IndexSort } from "@tagdeck/core/tags/inputs";
import type { ListCounts } from "./list-counts.ts";
import type { Word } from "./vocabulary.ts";

/** A tag's place in a list: what it is sorted by, then its id. */
export type Place = readonly [string | number, number];

export function byPlace(direction: "asc" | "desc"): (a: Place, b: Place) => number {
  const sign = direction === "asc" ? 1 : -1;
  return (a, b) => sign * (a[0] < b[0] ? -1 : a[0] > b[0] ? 1 : a[1] - b[1]);
}

/** What a list is sorted by; `counts` only where it is by contacts. Those not counted yet come below none. */
export function sortValue(sort: IndexSort, counts: ListCounts | null): (word: Word) => string | number {
  switch (sort) {
    case "name":
      return (word) => word.key;
    case "contacts":
      return (word) => counts?.of(word.id) ?? -1;
    case "created":
      return (word) => word.createdAt;
    case "updated":
      return (word) => word.updatedAt;
    case "deleted":
      return (word) => word.deletedAt ?? 0;
  }
}
