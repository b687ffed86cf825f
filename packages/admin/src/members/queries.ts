import type { Api } from "../api/client.ts";

export const membersKey = (slug: string) => [slug, "members"] as const;

export function membersQuery(api: Api, slug: string) {
  return { queryKey: membersKey(slug), queryFn: () => api.members.list.query() };
}
