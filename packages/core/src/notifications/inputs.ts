import { z } from "zod";

export const ListNotifications = z.object({
  limit: z.int().min(1).max(100).default(20),
  cursor: z.string().max(500).nullish(),
});
export type ListNotifications = z.infer<typeof ListNotifications>;

/** Without ids: all. */
export const ReadNotifications = z.object({ ids: z.array(z.int().positive()).min(1).max(100).optional() });
export type ReadNotifications = z.infer<typeof ReadNotifications>;
