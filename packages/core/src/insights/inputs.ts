import { z } from "zod";
import { insightDays } from "./period.ts";

export const GetInsights = z.object({ days: z.literal(insightDays).default(30) });
export type GetInsights = z.infer<typeof GetInsights>;
