import type { ActivityEntry, ActivityPerson } from "@tagdeck/core/activity/entry";
import { keepPreviousData } from "@tanstack/preact-query";
import type { Api } from "../api/client.ts";
import type { ActivityState } from "./state.ts";

type ActivityPage = { items: ActivityEntry[]; nextCursor: string | null };

export const activityKey = (slug: string) => [slug, "activity"] as const;

export function activityQuery(api: Api, slug: string, state: ActivityState) {
  const { actor, area, from, to } = state;
  return {
    queryKey: [...activityKey(slug), "list", state],
    initialPageParam: null,
    queryFn: ({ pageParam }: { pageParam: string | null }): Promise<ActivityPage> =>
      api.activity.list.query({
        ...(actor !== null && { actor }),
        ...(area !== null && { area }),
        ...(from !== null && { from }),
        ...(to !== null && { to }),
        cursor: pageParam,
      }),
    getNextPageParam: (page: ActivityPage): string | null => page.nextCursor,
    placeholderData: keepPreviousData,
  };
}

export function activityPeopleQuery(api: Api, slug: string) {
  return {
    queryKey: [...activityKey(slug), "people"],
    queryFn: async (): Promise<ActivityPerson[]> => (await api.activity.people.query()).people,
  };
}
