import { DomainError } from "@tagdeck/core/errors";
import type { ListTags, SuggestTags, TagSort } from "@tagdeck/core/tags/inputs";
import { tagKey } from "@tagdeck/core/tags/name";
import { matchRank } from "@tagdeck/core/tags/search";
import { similarTo } from "@tagdeck/core/tags/similar";
import type { Tag } from "@tagdeck/core/tags/tag";
import { authorize, type Context } from "../context.ts";
import { decodeCursor, encodeCursor } from "../paging.ts";
import * as tags from "./store.ts";
import * as uses from "./uses.ts";
import { viewWord, viewWords } from "./view.ts";
import type { Word } from "./vocabulary.ts";

const similarLimit = 3;

/** One page of the tags. They are in memory, so a page costs the sort and the counts of what it shows. */
export async function listTags(
  ctx: Context,
  input: ListTags,
): Promise<{ items: Tag[]; nextCursor: string | null; total: number }> {
  authorize(ctx, "tags.read");
  const query = tagKey(input.search);
  const words = await liveWords(ctx);
  const found = query === "" ? words : words.filter((word) => matchRank(word.key, query) > 0);
  const counts = input.sort === "contacts" ? await tags.counts(ctx) : null;
  const value = sortValue(input.sort, counts);
  const sign = input.direction === "asc" ? 1 : -1;
  const compare = (a: readonly [string | number, number], b: readonly [string | number, number]) =>
    sign * (a[0] < b[0] ? -1 : a[0] > b[0] ? 1 : a[1] - b[1]);

  let rows = found.map((word) => ({ word, at: [value(word), word.id] as const }));
  if (input.cursor) {
    const after = decodeCursor(input.cursor, [input.sort === "name" ? "" : 0, 0] as const);
    rows = rows.filter((row) => compare(row.at, after) > 0);
  }
  rows.sort((a, b) => compare(a.at, b.at));
  const page = rows.slice(0, input.limit);
  const last = page.at(-1);
  const shown = page.map(({ word }) => word);
  return {
    items: counts
      ? shown.map((word) => viewWord(word, counts.get(word.id) ?? 0))
      : await viewWords(ctx, shown),
    nextCursor: rows.length > page.length && last ? encodeCursor(last.at) : null,
    total: found.length,
  };
}

/**
 * What the picker offers for what was typed: best match first, then what the caller themselves uses most and
 * most recently, then what all use most. `similar` are the names that may have been meant instead of a new one.
 */
export async function suggestTags(
  ctx: Context,
  input: SuggestTags,
): Promise<{ items: Tag[]; total: number; exact: Tag | null; similar: Tag[] }> {
  authorize(ctx, "tags.read");
  const query = tagKey(input.query);
  const counts = await tags.counts(ctx);
  const mine = await uses.weights(ctx);
  const words = await liveWords(ctx);
  const ranked = words
    .map((word) => ({
      word,
      rank: matchRank(word.key, query),
      use: mine.get(word.id) ?? 0,
      count: counts.get(word.id) ?? 0,
    }))
    .filter(({ rank }) => rank > 0)
    .sort(
      (a, b) => b.rank - a.rank || b.use - a.use || b.count - a.count || (a.word.key < b.word.key ? -1 : 1),
    );
  const first = ranked[0];
  const exact = first?.rank === 4 ? viewWord(first.word, first.count) : null;
  const shown = ranked.slice(0, input.limit);
  const listed = new Set(shown.map(({ word }) => word.id));
  const near = exact || query === "" ? [] : similarTo(input.query, words, similarLimit + shown.length);
  return {
    items: shown.map(({ word, count }) => viewWord(word, count)),
    total: ranked.length,
    exact,
    similar: near
      .filter(({ id }) => !listed.has(id))
      .slice(0, similarLimit)
      .map((word) => viewWord(word, counts.get(word.id) ?? 0)),
  };
}

export async function getTag(ctx: Context, id: number): Promise<Tag> {
  authorize(ctx, "tags.read");
  const word = (await tags.vocabulary(ctx)).get(id);
  if (!word || word.deleted) throw new DomainError("tag_not_found", { id });
  return viewWord(word, (await tags.counts(ctx, [id])).get(id) ?? 0);
}

async function liveWords(ctx: Context): Promise<Word[]> {
  return [...(await tags.vocabulary(ctx)).values()].filter((word) => !word.deleted);
}

function sortValue(sort: TagSort, counts: Map<number, number> | null): (word: Word) => string | number {
  switch (sort) {
    case "name":
      return (word) => word.key;
    case "contacts":
      return (word) => counts?.get(word.id) ?? 0;
    case "created":
      return (word) => word.createdAt;
    case "updated":
      return (word) => word.updatedAt;
  }
}
