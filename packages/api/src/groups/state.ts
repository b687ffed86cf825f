import { z } from "zod";

/** What an operation on groups keeps: the tags whose group it changed, and what they were in before. */
export const GroupingState = z.object({
  groupId: z.number().nullable(),
  /** Whether it left contacts one tag of the group. */
  exclusive: z.boolean(),
  tags: z.array(z.object({ id: z.number(), from: z.number().nullable(), to: z.number().nullable() })),
});
export type GroupingState = z.infer<typeof GroupingState>;
