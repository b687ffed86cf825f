import type { FeedUpdate } from "@tagdeck/core/feed/update";
import type { Tag } from "@tagdeck/core/tags/tag";
import type { QueryClient } from "@tanstack/preact-query";
import { soon } from "../feed/soon.ts";
import { dropTag, patchTag, refreshTags, tagListsKey, type TagPage } from "./queries.ts";

/** Patches the tags on screen; a tag that is not there may be new, so lists are read again, now and then. */
export function applyToTags(queries: QueryClient, slug: string, update: FeedUpdate): void {
  const shown = new Set(
    queries
      .getQueriesData<TagPage>({ queryKey: tagListsKey(slug) })
      .flatMap(([, page]) => page?.items.map((tag) => tag.id) ?? []),
  );
  for (const tag of update.tags) patchTag(queries, slug, tag.id, (known) => newer(known, tag));
  for (const id of update.removedTagIds) dropTag(queries, slug, id);
  if (update.removedTagIds.length > 0 || update.tags.some((tag) => !shown.has(tag.id)))
    soon(`${slug} tags`, () => void refreshTags(queries, slug));
}

// A change made here may be on its way while an older state arrives.
function newer(known: Tag, arrived: Tag): Tag {
  return arrived.updatedAt >= known.updatedAt ? arrived : { ...known, contactCount: arrived.contactCount };
}
