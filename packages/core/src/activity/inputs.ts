import { z } from "zod";
import { activityAreas } from "./areas.ts";

/** Which part of the audit log: days are the workspace's own, both included. */
export const ListActivity = z.object({
  actor: z.int().positive().optional(),
  area: z.enum(activityAreas).optional(),
  from: z.iso.date().optional(),
  to: z.iso.date().optional(),
  limit: z.int().min(1).max(200).default(50),
  cursor: z.string().max(200).nullish(),
});
export type ListActivity = z.infer<typeof ListActivity>;
