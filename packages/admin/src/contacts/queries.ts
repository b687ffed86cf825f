import type { Contact, ContactListItem, HistoryEntry } from "@tagdeck/core/contacts/contact";
import { keepPreviousData } from "@tanstack/preact-query";
import type { Api } from "../api/client.ts";
import type { ContactListState } from "./list-state.ts";

export type ContactPageData = { items: ContactListItem[]; nextCursor: string | null };
export type HistoryPage = { items: HistoryEntry[]; nextCursor: string | null };

export const contactListsKey = (slug: string) => [slug, "contacts", "list"] as const;
export const contactKey = (slug: string, id: number) => [slug, "contacts", "one", id] as const;
export const historyKey = (slug: string, id: number) => [slug, "contacts", "history", id] as const;

export function contactListQuery(
  api: Api,
  slug: string,
  { search, tagId, size: limit, cursor }: ContactListState,
) {
  return {
    queryKey: [...contactListsKey(slug), { search, tagId, limit, cursor }],
    queryFn: ({ signal }: { signal: AbortSignal }): Promise<ContactPageData> =>
      api.contacts.list.query({ search, tagId, limit, cursor }, { signal }),
    placeholderData: keepPreviousData,
  };
}

export function contactQuery(api: Api, slug: string, id: number) {
  return {
    queryKey: contactKey(slug, id),
    queryFn: async (): Promise<Contact> => (await api.contacts.get.query({ contact: { id } })).contact,
  };
}

export function historyQuery(api: Api, slug: string, id: number) {
  return {
    queryKey: historyKey(slug, id),
    initialPageParam: null,
    queryFn: ({ pageParam }: { pageParam: string | null }): Promise<HistoryPage> =>
      api.contacts.history.query({ contact: { id }, limit: 20, cursor: pageParam }),
    getNextPageParam: (page: HistoryPage): string | null => page.nextCursor,
  };
}
