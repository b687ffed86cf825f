import type { NearTags, SuggestTags } from "@tagdeck/core/tags/inputs";
import { tagKey } from "@tagdeck/core/tags/name";
import { wordRank } from "@tagdeck/core/tags/search";
import { similarTo } from "@tagdeck/core/tags/similar";
import type { Tag } from "@tagdeck/core/tags/tag";
import { authorize, type Context } from "../context.ts";
import { liveWords } from "./list.ts";
import { listCounts } from "./list-counts.ts";
import * as tags from "./store.ts";
import * as uses from "./uses.ts";
import { viewWord } from "./view.ts";

const similarLimit = 3;

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
  const counts = await listCounts(ctx);
  const mine = await uses.weights(ctx);
  const words = (await liveWords(ctx)).filter((word) => word.archivedAt === null);
  const ranked = words
    .map((word) => ({
      word,
      rank: wordRank(word, query),
      use: mine.get(word.id) ?? 0,
      count: counts.of(word.id),
    }))
    .filter(({ rank }) => rank > 0)
    .sort(
      (a, b) =>
        b.rank - a.rank ||
        b.use - a.use ||
        (b.count ?? -1) - (a.count ?? -1) ||
        (a.word.key < b.word.key ? -1 : 1),
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
      .map((word) => viewWord(word, counts.of(word.id))),
  };
}

/** Who has a name, and what is near to it: for somebody who is about to take it. The counts are exact. */
export async function nearTags(
  ctx: Context,
  { name, except }: NearTags,
): Promise<{ holder: Tag | null; similar: Tag[] }> {
  authorize(ctx, "tags.read");
  const key = tagKey(name);
  const words = (await liveWords(ctx)).filter(({ id }) => id !== except);
  const held = key === "" ? undefined : await tags.nameHolder(ctx, key);
  const holder = words.find(({ id }) => id === held?.tag_id);
  const near = similarTo(
    name,
    words.filter((word) => word !== holder),
    similarLimit,
  );
  const shown = holder ? [holder, ...near] : near;
  const counts = await tags.counts(
    ctx,
    shown.map(({ id }) => id),
  );
  const exact = (word: (typeof shown)[number]) => viewWord(word, counts.get(word.id) ?? 0);
  return { holder: holder ? exact(holder) : null, similar: near.map(exact) };
}
