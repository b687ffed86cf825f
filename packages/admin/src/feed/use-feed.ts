import type { FeedUpdate } from "@tagdeck/core/feed/update";
import { useQueryClient, type QueryClient } from "@tanstack/preact-query";
import { useEffect, useState } from "preact/hooks";
import { activityKey } from "../activity/queries.ts";
import type { Api } from "../api/client.ts";
import { applyToContacts } from "../contacts/live.ts";
import { notificationsKey } from "../notifications/queries.ts";
import { applyToTagEntries } from "../history/live.ts";
import { workspaceKey } from "../shell/console.ts";
import { applyToTags } from "../tags/live.ts";
import { refreshTags } from "../tags/queries.ts";
import { operationsKey } from "../operations/queries.ts";
import { followFeed } from "./follow.ts";
import { soon } from "./soon.ts";

const hiddenFor = 20_000;

/** Brings what others change into what this page knows of the workspace. */
export function applyUpdate(queries: QueryClient, slug: string, update: FeedUpdate): void {
  applyToTags(queries, slug, update);
  applyToContacts(queries, slug, update);
  if (update.notifications) void queries.invalidateQueries({ queryKey: notificationsKey(slug) });
  if (update.operations) {
    soon(`${slug} operations`, () => void queries.invalidateQueries({ queryKey: operationsKey(slug) }));
  }
  applyToTagEntries(queries, slug, update);
  if (update.workspace) {
    void queries.invalidateQueries({ queryKey: workspaceKey(slug) });
    // Counts may be shown otherwise, or an hour's are new.
    void refreshTags(queries, slug);
    void queries.invalidateQueries({ queryKey: [slug, "members"] });
    void queries.invalidateQueries({ queryKey: [slug, "embed"] });
    void queries.invalidateQueries({ queryKey: activityKey(slug) });
  }
}

/** Follows the workspace from the place where its first read stood. */
export function useFeed(api: Api, slug: string, cursor: string): void {
  const queries = useQueryClient();
  // The first one counts: the feed itself moves on from there.
  const [from] = useState(cursor);
  useEffect(() => {
    const feed = followFeed(
      (lastEventId, handlers) => api.feed.subscribe.subscribe({ lastEventId }, handlers),
      {
        from,
        onUpdate: (update) => applyUpdate(queries, slug, update),
        onGap: () => void queries.invalidateQueries({ queryKey: [slug] }),
      },
    );
    feed.open();
    // A browser opens only six connections to a server that speaks HTTP/1.1: tabs in the background give theirs back.
    let timer: ReturnType<typeof setTimeout> | undefined;
    let paused = false;
    const onVisibility = () => {
      clearTimeout(timer);
      if (document.hidden) {
        timer = setTimeout(() => {
          paused = true;
          feed.close();
        }, hiddenFor);
      } else if (paused) {
        paused = false;
        feed.open();
      }
    };
    document.addEventListener("visibilitychange", onVisibility);
    return () => {
      clearTimeout(timer);
      document.removeEventListener("visibilitychange", onVisibility);
      feed.close();
    };
  }, [api, slug, queries, from]);
}
