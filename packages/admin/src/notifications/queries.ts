import type { Notification } from "@tagdeck/core/notifications/notification";
import type { InfiniteData, QueryClient } from "@tanstack/preact-query";
import type { Api } from "../api/client.ts";

export type NotificationPage = { items: Notification[]; nextCursor: string | null; unread: number };
type Known = InfiniteData<NotificationPage, string | null>;

export const notificationsKey = (slug: string) => [slug, "notifications"] as const;

export function notificationsQuery(api: Api, slug: string) {
  return {
    queryKey: notificationsKey(slug),
    initialPageParam: null,
    queryFn: ({ pageParam }: { pageParam: string | null }): Promise<NotificationPage> =>
      api.notifications.list.query({ cursor: pageParam }),
    getNextPageParam: (page: NotificationPage): string | null => page.nextCursor,
  };
}

/** Changes what is known of the notifications, and how many are unread, before the server has said so. */
export function patchNotifications(
  queries: QueryClient,
  slug: string,
  patch: (item: Notification) => Notification,
): void {
  queries.setQueryData<Known>(notificationsKey(slug), (known) => {
    if (!known) return known;
    let read = 0;
    const pages = known.pages.map((page) => ({
      ...page,
      items: page.items.map((item) => {
        const next = patch(item);
        if (item.unread && !next.unread) read += 1;
        return next;
      }),
    }));
    return { ...known, pages: pages.map((page) => ({ ...page, unread: Math.max(0, page.unread - read) })) };
  });
}
