import type { QueryClient } from "@tanstack/preact-query";
import type { Api } from "../api/client.ts";
import { refreshTags } from "../tags/queries.ts";
import { hidePairs } from "./queries.ts";

export type TagPair = [number, number];
export type CleanUpModel = ReturnType<typeof createCleanUpModel>;

/** What can be said of tags that look like one. It shows at once, and goes back when the server refuses. */
export function createCleanUpModel(api: Api, queries: QueryClient, slug: string) {
  return {
    /** Says that these pairs are different tags; those of which that is new. */
    async ignore(pairs: TagPair[]): Promise<TagPair[]> {
      hidePairs(queries, slug, pairs);
      try {
        return (await api.tags.ignoreDuplicates.mutate({ pairs })).pairs;
      } finally {
        void refreshTags(queries, slug);
      }
    },
    async unignore(pairs: TagPair[]): Promise<void> {
      await api.tags.unignoreDuplicates.mutate({ pairs });
      await refreshTags(queries, slug);
    },
  };
}

/** Every two of these. */
export function pairsOf(ids: readonly number[]): TagPair[] {
  return ids.flatMap((a, i) => ids.slice(i + 1).map((b): TagPair => [a, b]));
}

/** One of these with each of the others. */
export function pairsWith(id: number, ids: readonly number[]): TagPair[] {
  return ids.filter((other) => other !== id).map((other): TagPair => [id, other]);
}
