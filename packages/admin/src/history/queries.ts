import type { ActorKind, ContactListItem } from "@tagdeck/core/contacts/contact";
import type { TagEntry } from "@tagdeck/core/history/entry";
import { keepPreviousData } from "@tanstack/preact-query";
import type { Api } from "../api/client.ts";
import { historyFilter, type HistoryState } from "./state.ts";

type EntriesPage = { items: TagEntry[]; nextCursor: string | null };
type OnDayPage = { items: ContactListItem[]; nextCursor: string | null };

export const tagEntriesKey = (slug: string) => [slug, "tag-entries"] as const;

export function tagEntriesQuery(api: Api, slug: string, tagId: number, state: HistoryState) {
  return {
    queryKey: [...tagEntriesKey(slug), tagId, state],
    initialPageParam: null,
    queryFn: ({ pageParam }: { pageParam: string | null }): Promise<EntriesPage> =>
      api.history.ofTag.query({ tagId, ...historyFilter(state), limit: 20, cursor: pageParam }),
    getNextPageParam: (page: EntriesPage): string | null => page.nextCursor,
    placeholderData: keepPreviousData,
  };
}

export function historyPeopleQuery(api: Api, slug: string) {
  return {
    queryKey: [slug, "history-people"],
    queryFn: async (): Promise<{ id: number; kind: ActorKind; name: string }[]> =>
      (await api.history.people.query()).people,
  };
}

export function countOnDayQuery(api: Api, slug: string, tagId: number, day: string) {
  return {
    queryKey: [...tagEntriesKey(slug), tagId, "count-on-day", day],
    queryFn: ({ signal }: { signal: AbortSignal }): Promise<{ count: number }> =>
      api.history.countOnDay.query({ tagId, day }, { signal, context: { long: true } }),
  };
}

export function listOnDayQuery(api: Api, slug: string, tagId: number, day: string) {
  return {
    queryKey: [...tagEntriesKey(slug), tagId, "on-day", day],
    initialPageParam: null,
    queryFn: ({ pageParam }: { pageParam: string | null }): Promise<OnDayPage> =>
      api.history.listOnDay.query({ tagId, day, limit: 10, cursor: pageParam }, { context: { long: true } }),
    getNextPageParam: (page: OnDayPage): string | null => page.nextCursor,
  };
}
