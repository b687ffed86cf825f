import type { Tag } from "@tagdeck/core/tags/tag";
import { keepPreviousData, type QueryClient } from "@tanstack/preact-query";
import type { Api } from "../api/client.ts";
import type { TagListState } from "./list-state.ts";

export type TagPage = { items: Tag[]; nextCursor: string | null; total: number };

export const tagListsKey = (slug: string) => [slug, "tags", "list"] as const;
export const tagTotalKey = (slug: string) => [slug, "tags", "total"] as const;
export const tagKeyOf = (slug: string, id: number) => [slug, "tags", "one", id] as const;

export function tagListQuery(api: Api, slug: string, state: TagListState) {
  const { search, sort, direction, size: limit, cursor } = state;
  return {
    queryKey: [...tagListsKey(slug), { search, sort, direction, limit, cursor }],
    queryFn: ({ signal }: { signal: AbortSignal }): Promise<TagPage> =>
      api.tags.list.query({ search, sort, direction, limit, cursor }, { signal }),
    placeholderData: keepPreviousData,
  };
}

export function tagTotalQuery(api: Api, slug: string) {
  return {
    queryKey: tagTotalKey(slug),
    queryFn: async () => (await api.tags.list.query({ limit: 1 })).total,
  };
}

export function tagQuery(api: Api, slug: string, id: number) {
  return { queryKey: tagKeyOf(slug, id), queryFn: () => api.tags.get.query({ id }) };
}

/** Changes one tag wherever it is shown. */
export function patchTag(queries: QueryClient, slug: string, id: number, change: (tag: Tag) => Tag): void {
  queries.setQueriesData<TagPage>({ queryKey: tagListsKey(slug) }, (page) =>
    page?.items.some((tag) => tag.id === id)
      ? { ...page, items: page.items.map((tag) => (tag.id === id ? change(tag) : tag)) }
      : page,
  );
  queries.setQueryData<Tag>(tagKeyOf(slug, id), (tag) => tag && change(tag));
}

/** Takes a tag out wherever it is shown. */
export function dropTag(queries: QueryClient, slug: string, id: number): void {
  queries.setQueriesData<TagPage>({ queryKey: tagListsKey(slug) }, (page) =>
    page?.items.some((tag) => tag.id === id)
      ? { ...page, items: page.items.filter((tag) => tag.id !== id), total: page.total - 1 }
      : page,
  );
}

export function refreshTags(queries: QueryClient, slug: string): Promise<void> {
  return queries.invalidateQueries({ queryKey: [slug, "tags"] });
}
