import type { FeedUpdate } from "@tagdeck/core/feed/update";
import type { Tag } from "@tagdeck/core/tags/tag";
import type { QueryClient } from "@tanstack/preact-query";
import { cleanUpKey } from "../clean-up/queries.ts";
import { soon } from "../feed/soon.ts";
import {
  dropTags,
  patchTag,
  refreshTags,
  tagIndexKey,
  tagRowsKey,
  type TagIndex,
  type TagRows,
} from "./queries.ts";

/** Patches the tags on screen. A tag that is new or was itself changed may stand elsewhere: lists are read again. */
export function applyToTags(queries: QueryClient, slug: string, update: FeedUpdate): void {
  const rows = queries.getQueryData<TagRows>(tagRowsKey(slug));
  const listed = listedIn(queries, slug);
  const moved = update.tags.some((tag) => {
    const known = rows?.get(tag.id)?.tag;
    return known ? known.deletion !== null || known.updatedAt !== tag.updatedAt : !listed(tag.id);
  });
  // How many have a tag, and when it was last given, decides what can be cleaned up.
  if (update.tags.length > 0) {
    soon(`${slug} clean-up`, () => void queries.invalidateQueries({ queryKey: cleanUpKey(slug) }));
  }
  for (const tag of update.tags) patchTag(queries, slug, tag.id, (known) => newer(known, tag));
  dropTags(queries, slug, update.removedTagIds);
  if (update.removedTagIds.length > 0 || moved) {
    soon(`${slug} tags`, () => void refreshTags(queries, slug));
  }
}

/** Whether a list that is shown holds a tag: those not scrolled to are known by their ids alone. */
function listedIn(queries: QueryClient, slug: string): (id: number) => boolean {
  let all: Set<number> | null = null;
  return (id) => {
    all ??= new Set(
      queries
        .getQueriesData<TagIndex>({ queryKey: tagIndexKey(slug) })
        .flatMap(([, index]) => index?.ids ?? []),
    );
    return all.has(id);
  };
}

// A change made here may be on its way while an older state arrives.
function newer(known: Tag, arrived: Tag): Tag {
  return arrived.updatedAt >= known.updatedAt ? arrived : { ...known, contactCount: arrived.contactCount };
}
