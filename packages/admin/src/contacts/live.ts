import type { FeedUpdate } from "@tagdeck/core/feed/update";
import type { QueryClient } from "@tanstack/preact-query";
import { soon } from "../feed/soon.ts";
import { contactKey, contactListsKey, historyKey } from "./queries.ts";

/** Contacts that changed, or whose tags did, are read again if they are on screen: one at once, lists a little later. */
export function applyToContacts(queries: QueryClient, slug: string, update: FeedUpdate): void {
  const again = (queryKey: readonly unknown[]) => void queries.invalidateQueries({ queryKey });
  const tagsChanged = update.tags.length > 0 || update.removedTagIds.length > 0;
  for (const id of update.contactIds) {
    again(contactKey(slug, id));
    again(historyKey(slug, id));
  }
  if (update.contactIds.length > 0) soon(`${slug} contacts`, () => again(contactListsKey(slug)));
  else if (tagsChanged) again([slug, "contacts"]);
}
