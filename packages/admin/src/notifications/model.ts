import type { QueryClient } from "@tanstack/preact-query";
import type { Api } from "../api/client.ts";
import { notificationsKey, patchNotifications } from "./queries.ts";

/** What can be done with notifications. Reading shows at once, and goes back when the server refuses. */
export function createNotificationsModel(api: Api, queries: QueryClient, slug: string) {
  const refresh = () => queries.invalidateQueries({ queryKey: notificationsKey(slug) });

  async function read(ids: number[] | undefined): Promise<void> {
    patchNotifications(queries, slug, (item) =>
      ids === undefined || ids.includes(item.id) ? { ...item, unread: false } : item,
    );
    try {
      await api.notifications.read.mutate(ids === undefined ? {} : { ids });
    } finally {
      void refresh();
    }
  }

  return {
    read: (id: number) => read([id]),
    readAll: () => read(undefined),
    async cancelExport(exportId: number): Promise<void> {
      await api.exports.cancel.mutate({ id: exportId });
      await refresh();
    },
  };
}
