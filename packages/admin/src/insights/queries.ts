import type { InsightDays } from "@tagdeck/core/insights/period";
import type { Insights } from "@tagdeck/core/insights/insights";
import { keepPreviousData } from "@tanstack/preact-query";
import type { Api } from "../api/client.ts";

export function insightsQuery(api: Api, slug: string, days: InsightDays) {
  return {
    queryKey: [slug, "insights", days],
    queryFn: (): Promise<Insights> => api.insights.get.query({ days }),
    staleTime: 60_000,
    placeholderData: keepPreviousData,
  };
}
