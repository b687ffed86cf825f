import { z } from "zod";

const Names = z.array(z.object({ key: z.string(), name: z.string(), isAlias: z.boolean() }));

/** What a merge keeps for its undo: whose names were whose, and by how much the survivor's count grew. */
export const MergeState = z.object({
  sources: z.array(z.object({ id: z.number(), names: Names })),
  grows: z.array(z.tuple([z.number(), z.number()])),
});
export type MergeState = z.infer<typeof MergeState>;
