import { GetInsights } from "@tagdeck/core/insights/inputs";
import { query, router } from "../trpc.ts";
import { getInsights } from "./get-insights.ts";

export const insightsRouter = router({
  get: query.input(GetInsights).query(({ ctx, input }) => getInsights(ctx.inner, input)),
});
