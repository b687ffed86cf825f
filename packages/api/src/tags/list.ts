import { DomainError } from "@tagdeck/core/errors";
import type { ListTags } from "@tagdeck/core/tags/inputs";
import { tagKey } from "@tagdeck/core/tags/name";
import { wordRank } from "@tagdeck/core/tags/search";
import type { Tag } from "@tagdeck/core/tags/tag";
import { authorize, type Context, iso } from "../context.ts";
import { decodeCursor, encodeCursor } from "../paging.ts";
import * as tags from "./store.ts";
import { byPlace, sortValue } from "./order.ts";
import { listCounts } from "./list-counts.ts";
import { viewWord } from "./view.ts";
import type { Word } from "./vocabulary.ts";

/** One page of the tags. They are in memory, so a page costs the sort and the counts of what it shows. */
export async function listTags(
  ctx: Context,
  input: ListTags,
): Promise<{ items: Tag[]; nextCursor: string | null; total: number; countedAt: string | null }> {
  authorize(ctx, "tags.read");
  const query = tagKey(input.search);
  const words = await liveWords(ctx);
  const found = query === "" ? words : words.filter((word) => wordRank(word, query) > 0);
  const counts = input.sort === "contacts" ? await listCounts(ctx) : null;
  const value = sortValue(input.sort, counts);
  const compare = byPlace(input.direction);

  let rows = found.map((word) => ({ word, at: [value(word), word.id] as const }));
  if (input.cursor) {
    const after = decodeCursor(input.cursor, [input.sort === "name" ? "" : 0, 0] as const);
    rows = rows.filter((row) => compare(row.at, after) > 0);
  }
  rows.sort((a, b) => compare(a.at, b.at));
  const page = rows.slice(0, input.limit);
  const last = page.at(-1);
  const shown = page.map(({ word }) => word);
  const listed =
    counts ??
    (await listCounts(
      ctx,
      shown.map(({ id }) => id),
    ));
  return {
    items: shown.map((word) => viewWord(word, listed.of(word.id))),
    nextCursor: rows.length > page.length && last ? encodeCursor(last.at) : null,
    total: found.length,
    countedAt: listed.countedAt === null ? null : iso(listed.countedAt),
  };
}

export async function getTag(ctx: Context, id: number): Promise<Tag> {
  authorize(ctx, "tags.read");
  const word = (await tags.vocabulary(ctx)).get(id);
  if (!word || word.deleted) throw new DomainError("tag_not_found", { id });
  return viewWord(word, (await listCounts(ctx, [id])).of(id));
}

export async function liveWords(ctx: Context): Promise<Word[]> {
  return [...(await tags.vocabulary(ctx)).values()].filter((word) => !word.deleted);
}
