import type { FeedUpdate } from "@tagdeck/core/feed/update";
import type { QueryClient } from "@tanstack/preact-query";
import { contactKey, contactListsKey, historyKey } from "./queries.ts";

/** Contacts that changed, or whose tags did, are read again if they are on screen. */
export function applyToContacts(queries: QueryClient, slug: string, update: FeedUpdate): void {
  for (const id of update.contactIds) {
    void queries.invalidateQueries({ queryKey: contactKey(slug, id) });
    void queries.invalidateQueries({ queryKey: historyKey(slug, id) });
  }
  const tagsChanged = update.tags.length > 0 || update.removedTagIds.length > 0;
  if (tagsChanged && update.contactIds.length === 0) {
    void queries.invalidateQueries({ queryKey: [slug, "contacts"] });
  } else if (update.contactIds.length > 0) {
    void queries.invalidateQueries({ queryKey: contactListsKey(slug) });
  }
}
