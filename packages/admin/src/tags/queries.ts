import type { IndexSort } from "@tagdeck/core/tags/inputs";
import type { TagTab } from "@tagdeck/core/tags/tabs";
import type { ListedTag, Tag } from "@tagdeck/core/tags/tag";
import { keepPreviousData, type QueryClient } from "@tanstack/preact-query";
import type { Api } from "../api/client.ts";

export type TagIndex = {
  ids: number[];
  items: ListedTag[];
  totals: Record<TagTab, number>;
  countedAt: string | null;
};
export type TagOrder = { tab: TagTab; search: string; sort: IndexSort; direction: "asc" | "desc" };

/** The rows that are known, by id, each with when it was read (epoch ms). */
export type TagRows = ReadonlyMap<number, { tag: ListedTag; readAt: number }>;

export const tagIndexKey = (slug: string) => [slug, "tags", "index"] as const;
export const tagTotalKey = (slug: string) => [slug, "tags", "total"] as const;
export const tagKeyOf = (slug: string, id: number) => [slug, "tags", "one", id] as const;
/** The same, deleted or not. */
export const listedTagKey = (slug: string, id: number) => [slug, "tags", "listed", id] as const;
/** Beside the others: it is filled by whoever shows rows, and never read as a whole. */
export const tagRowsKey = (slug: string) => [slug, "tag-rows"] as const;

export function tagIndexQuery(api: Api, queries: QueryClient, slug: string, order: TagOrder) {
  return {
    queryKey: [...tagIndexKey(slug), order],
    queryFn: async ({ signal }: { signal: AbortSignal }): Promise<TagIndex> => {
      const index = await api.tags.index.query(order, { signal });
      keepRows(queries, slug, index.items);
      return index;
    },
    placeholderData: keepPreviousData,
  };
}

export function tagRowsQuery(queries: QueryClient, slug: string) {
  return {
    queryKey: tagRowsKey(slug),
    queryFn: (): TagRows => queries.getQueryData<TagRows>(tagRowsKey(slug)) ?? new Map(),
    initialData: (): TagRows => new Map(),
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: Number.POSITIVE_INFINITY,
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

/** One tag, deleted or not; null = there is none. */
export function listedTagQuery(api: Api, slug: string, id: number) {
  return {
    queryKey: listedTagKey(slug, id),
    queryFn: async (): Promise<ListedTag | null> => (await api.tags.getMany.query({ ids: [id] }))[0] ?? null,
  };
}

export function keepRows(queries: QueryClient, slug: string, tags: readonly ListedTag[]): void {
  queries.setQueryData<TagRows>(tagRowsKey(slug), (rows) => {
    const readAt = Date.now();
    return new Map([...(rows ?? []), ...tags.map((tag) => [tag.id, { tag, readAt }] as const)]);
  });
}

/** Changes one tag wherever it is shown. */
export function patchTag(
  queries: QueryClient,
  slug: string,
  id: number,
  change: (tag: ListedTag) => Tag,
): void {
  const changed = (tag: ListedTag): ListedTag => ({ ...tag, ...change(tag) });
  queries.setQueryData<TagRows>(tagRowsKey(slug), (rows) => {
    const row = rows?.get(id);
    return row ? new Map(rows).set(id, { ...row, tag: changed(row.tag) }) : rows;
  });
  queries.setQueryData<ListedTag | null>(listedTagKey(slug, id), (tag) => tag && changed(tag));
  queries.setQueryData<Tag>(tagKeyOf(slug, id), (tag) => tag && change({ ...tag, deletion: null }));
}

/** Takes tags out of the lists of those that are there. */
export function dropTags(queries: QueryClient, slug: string, gone: readonly number[]): void {
  const out = new Set(gone);
  for (const [key, index] of queries.getQueriesData<TagIndex>({ queryKey: tagIndexKey(slug) })) {
    const tab = tabOf(key);
    if (!index || tab === "deleted" || !index.ids.some((id) => out.has(id))) continue;
    queries.setQueryData<TagIndex>(key, { ...index, ids: index.ids.filter((id) => !out.has(id)) });
  }
}

function tabOf(key: readonly unknown[]): unknown {
  const order = key.at(-1);
  return typeof order === "object" && order !== null && "tab" in order ? order.tab : null;
}

export function refreshTags(queries: QueryClient, slug: string): Promise<void> {
  return queries.invalidateQueries({ queryKey: [slug, "tags"] });
}
