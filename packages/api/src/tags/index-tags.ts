import type { IndexTags } from "@tagdeck/core/tags/inputs";
import type { TagTab } from "@tagdeck/core/tags/tabs";
import { tagKey } from "@tagdeck/core/tags/name";
import { wordRank } from "@tagdeck/core/tags/search";
import type { ListedTag } from "@tagdeck/core/tags/tag";
import { authorize, type Context, iso } from "../context.ts";
import * as deletions from "./deletion-store.ts";
import { type ListCounts, listCounts } from "./list-counts.ts";
import { byPlace, sortValue } from "./order.ts";
import * as tags from "./store.ts";
import { viewWord } from "./view.ts";
import type { Word } from "./vocabulary.ts";

export type TagIndex = {
  /** All that match, in order. */
  ids: number[];
  /** The first of them. */
  items: ListedTag[];
  /** How many each tab holds, whatever is searched for. */
  totals: Record<TagTab, number>;
  /** When the counts were taken; null = they are live. */
  countedAt: string | null;
};

/** A whole list as ids in their order: whoever shows a part of it asks for those rows only. */
export async function indexTags(ctx: Context, input: IndexTags): Promise<TagIndex> {
  authorize(ctx, "tags.read");
  const tabs = await wordsByTab(ctx);
  const counts = await listCounts(ctx, input.sort === "contacts" ? undefined : []);
  const ids = orderWords(tabs[input.tab], input, counts).map(({ id }) => id);
  return {
    ids,
    items: await viewListed(ctx, ids.slice(0, input.first)),
    totals: {
      all: tabs.all.length,
      permanent: tabs.permanent.length,
      temporary: tabs.temporary.length,
      archived: tabs.archived.length,
      deleted: tabs.deleted.length,
    },
    countedAt: counts.countedAt === null ? null : iso(counts.countedAt),
  };
}

/** Those of these tags that are there or can be restored, in the order asked. */
export async function getTags(ctx: Context, ids: readonly number[]): Promise<ListedTag[]> {
  authorize(ctx, "tags.read");
  return viewListed(ctx, ids);
}

/** Those that are searched for, in their order; `counts` are needed only where it is by contacts. */
export function orderWords(
  words: readonly Word[],
  { search, sort, direction }: Pick<IndexTags, "search" | "sort" | "direction">,
  counts: ListCounts,
): Word[] {
  const query = tagKey(search);
  const value = sortValue(sort, counts);
  const compare = byPlace(direction);
  return words
    .filter((word) => wordRank(word, query) > 0)
    .map((word) => ({ word, at: [value(word), word.id] as const }))
    .sort((a, b) => compare(a.at, b.at))
    .map(({ word }) => word);
}

export async function wordsByTab(ctx: Context): Promise<Record<TagTab, Word[]>> {
  const words = [...(await tags.vocabulary(ctx)).values()];
  const all = words.filter((word) => !word.deleted && word.archivedAt === null);
  const gone = words.filter((word) => word.deleted);
  const restorable = await deletions.find(ctx, gone);
  return {
    all,
    permanent: all.filter(({ kind }) => kind === "permanent"),
    temporary: all.filter(({ kind }) => kind === "temporary"),
    archived: words.filter((word) => !word.deleted && word.archivedAt !== null),
    deleted: gone.filter(({ id }) => restorable.has(id)),
  };
}

async function viewListed(ctx: Context, ids: readonly number[]): Promise<ListedTag[]> {
  const words = await tags.vocabulary(ctx);
  const asked = ids.flatMap((id) => words.get(id) ?? []);
  const gone = await deletions.find(ctx, asked);
  const shown = asked.filter(({ id, deleted }) => !deleted || gone.has(id));
  const counts = await listCounts(
    ctx,
    shown.map(({ id }) => id),
  );
  return shown.map((word) => {
    const deletion = gone.get(word.id);
    return {
      ...viewWord(word, counts.of(word.id)),
      deletion: deletion
        ? { at: iso(deletion.at), by: deletion.by, restoreUntil: iso(deletion.restoreUntil) }
        : null,
    };
  });
}
