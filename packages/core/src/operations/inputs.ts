import { z } from "zod";
import { TagNameInput } from "../tags/inputs.ts";

export const UndoOperation = z.object({
  id: z.int().positive(),
  /** Restore a deleted tag under another name, when its own was taken meanwhile. */
  name: TagNameInput.optional(),
});
export type UndoOperation = z.infer<typeof UndoOperation>;

export const ListOperations = z.object({
  limit: z.int().min(1).max(100).default(25),
  cursor: z.string().max(500).nullish(),
});
export type ListOperations = z.infer<typeof ListOperations>;
