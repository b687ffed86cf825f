import type { FeedUpdate } from "@tagdeck/core/feed/update";
import type { QueryClient } from "@tanstack/preact-query";
import { soon } from "../feed/soon.ts";
import { tagEntriesKey } from "./queries.ts";

/** Histories of tags on screen are read again a little after somebody was given a tag or lost one. */
export function applyToTagEntries(queries: QueryClient, slug: string, update: FeedUpdate): void {
  if (update.contactIds.length === 0 && update.tags.length === 0 && update.removedTagIds.length === 0) return;
  soon(`${slug} tag entries`, () => void queries.invalidateQueries({ queryKey: tagEntriesKey(slug) }));
}
