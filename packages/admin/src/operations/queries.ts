import type { Operation } from "@tagdeck/core/operations/operation";
import type { Api } from "../api/client.ts";

type OperationsPage = { items: Operation[]; nextCursor: string | null };

export const operationsKey = (slug: string) => [slug, "operations"] as const;

export function operationsQuery(api: Api, slug: string) {
  return {
    queryKey: operationsKey(slug),
    initialPageParam: null,
    queryFn: ({ pageParam }: { pageParam: string | null }): Promise<OperationsPage> =>
      api.operations.list.query({ cursor: pageParam }),
    getNextPageParam: (page: OperationsPage): string | null => page.nextCursor,
  };
}
