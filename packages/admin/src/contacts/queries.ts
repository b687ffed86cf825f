import type { EndingCount, EndingTag } from "@tagdeck/core/assignments/ending";
import type { Contact, ContactCount, ContactListItem, HistoryEntry } from "@tagdeck/core/contacts/contact";
import { keepPreviousData } from "@tanstack/preact-query";
import type { Api } from "../api/client.ts";
import { historyFilter, type HistoryState } from "../history/state.ts";
import { contactFilter, type ContactListState } from "./list-state.ts";

export type ContactPageData = { items: ContactListItem[]; nextCursor: string | null };
export type EndingPage = { items: EndingTag[]; nextCursor: string | null };
export type HistoryPage = { items: HistoryEntry[]; nextCursor: string | null };

export const contactListsKey = (slug: string) => [slug, "contacts", "list"] as const;
export const endingKey = (slug: string) => [...contactListsKey(slug), "ending"] as const;
export const contactKey = (slug: string, id: number) => [slug, "contacts", "one", id] as const;
export const historyKey = (slug: string, id: number) => [slug, "contacts", "history", id] as const;

export function contactListQuery(api: Api, slug: string, state: ContactListState) {
  const { sort, size: limit, cursor } = state;
  const filter = contactFilter(state);
  return {
    queryKey: [...contactListsKey(slug), { ...filter, sort, limit, cursor }],
    queryFn: ({ signal }: { signal: AbortSignal }): Promise<ContactPageData> =>
      api.contacts.list.query({ ...filter, sort, limit, cursor }, { signal }),
    placeholderData: keepPreviousData,
  };
}

/** Of all pages: it changes with the filter, not with the page. */
export function contactCountQuery(api: Api, slug: string, state: ContactListState) {
  const filter = contactFilter(state);
  return {
    queryKey: [...contactListsKey(slug), "count", filter],
    queryFn: ({ signal }: { signal: AbortSignal }): Promise<ContactCount> =>
      api.contacts.count.query(filter, { signal }),
    placeholderData: keepPreviousData,
  };
}

/** What runs out by the end of the day that is so many days after today: of all tags, or of one. */
export function endingQuery(api: Api, slug: string, { days, tagId }: { days: number; tagId: number | null }) {
  return {
    queryKey: [...endingKey(slug), days, tagId],
    initialPageParam: null,
    queryFn: ({ pageParam }: { pageParam: string | null }): Promise<EndingPage> =>
      api.assignments.ending.query({
        days,
        limit: 50,
        cursor: pageParam,
        ...(tagId !== null && { tagId }),
      }),
    getNextPageParam: (page: EndingPage): string | null => page.nextCursor,
    placeholderData: keepPreviousData,
  };
}

/** Whether anything runs out within a year. */
export function anyEndingQuery(api: Api, slug: string) {
  return {
    queryKey: [...contactListsKey(slug), "any-ending"],
    queryFn: async (): Promise<boolean> =>
      (await api.assignments.ending.query({ days: 366, limit: 1 })).items.length > 0,
  };
}

export function endingOfTagQuery(api: Api, slug: string, tagId: number, days: number) {
  return {
    queryKey: [...contactListsKey(slug), "ending-of-tag", tagId, days],
    queryFn: async (): Promise<EndingCount[]> =>
      (await api.assignments.endingOfTag.query({ tagId, days })).ends,
  };
}

export function contactQuery(api: Api, slug: string, id: number) {
  return {
    queryKey: contactKey(slug, id),
    queryFn: async (): Promise<Contact> => (await api.contacts.get.query({ contact: { id } })).contact,
  };
}

export function historyQuery(
  api: Api,
  slug: string,
  id: number,
  { tagId, ...state }: HistoryState & { tagId: number | null },
) {
  return {
    queryKey: [...historyKey(slug, id), { tagId, ...state }],
    initialPageParam: null,
    queryFn: ({ pageParam }: { pageParam: string | null }): Promise<HistoryPage> =>
      api.contacts.history.query({
        contact: { id },
        ...historyFilter(state),
        limit: 20,
        cursor: pageParam,
        ...(tagId !== null && { tagId }),
      }),
    getNextPageParam: (page: HistoryPage): string | null => page.nextCursor,
    placeholderData: keepPreviousData,
  };
}
