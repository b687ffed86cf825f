import type { DuplicateGroup, IgnoredPair } from "@tagdeck/core/tags/duplicate-group";
import type { HygieneList, HygieneTag } from "@tagdeck/core/tags/hygiene";
import type { InfiniteData, QueryClient } from "@tanstack/preact-query";
import type { Api } from "../api/client.ts";

export type DuplicatesPage = {
  items: DuplicateGroup[];
  total: number;
  pairs: number;
  nextCursor: string | null;
};
type IgnoredPage = { items: IgnoredPair[]; total: number; nextCursor: string | null };
type HygienePage = {
  items: HygieneTag[];
  ids: number[] | null;
  totals: Record<HygieneList, number>;
  nextCursor: string | null;
};

/** All of the page, which is read anew when tags change or are given. */
export const cleanUpKey = (slug: string) => [slug, "tags", "clean-up"] as const;
const duplicatesKey = (slug: string) => [...cleanUpKey(slug), "duplicates"] as const;

type PageParam = { pageParam: string | null };
const paged = {
  initialPageParam: null,
  getNextPageParam: (page: { nextCursor: string | null }): string | null => page.nextCursor,
};

export function duplicatesQuery(api: Api, slug: string) {
  return {
    ...paged,
    queryKey: duplicatesKey(slug),
    queryFn: ({ pageParam }: PageParam): Promise<DuplicatesPage> =>
      api.tags.duplicates.query({ cursor: pageParam }),
  };
}

export function ignoredQuery(api: Api, slug: string) {
  return {
    ...paged,
    queryKey: [...cleanUpKey(slug), "ignored"],
    queryFn: ({ pageParam }: PageParam): Promise<IgnoredPage> =>
      api.tags.ignoredDuplicates.query({ cursor: pageParam }),
  };
}

export function hygieneQuery(api: Api, slug: string, list: HygieneList) {
  return {
    ...paged,
    queryKey: [...cleanUpKey(slug), "hygiene", list],
    queryFn: ({ pageParam }: PageParam): Promise<HygienePage> =>
      api.tags.hygiene.query({ list, cursor: pageParam }),
  };
}

/** The first names that look like one, for whoever is not on the page; counts do not change it. */
export function duplicateNamesQuery(api: Api, slug: string) {
  return {
    queryKey: [slug, "tags", "duplicate-names"],
    queryFn: (): Promise<DuplicatesPage> => api.tags.duplicates.query({ shared: false, limit: 3 }),
  };
}

/** Takes pairs out of the groups on screen, at once; what is left of a group is read anew. */
export function hidePairs(queries: QueryClient, slug: string, pairs: readonly (readonly number[])[]): void {
  const gone = (group: DuplicateGroup) => {
    const ids = group.tags.map(({ id }) => id);
    return pairs.some((pair) => pair.every((id) => ids.includes(id)));
  };
  queries.setQueryData<InfiniteData<DuplicatesPage>>(duplicatesKey(slug), (data) => {
    if (!data) return data;
    const hidden = data.pages.flatMap(({ items }) => items.filter(gone)).length;
    return {
      ...data,
      pages: data.pages.map((page) => ({
        ...page,
        items: page.items.filter((group) => !gone(group)),
        total: page.total - hidden,
      })),
    };
  });
}
