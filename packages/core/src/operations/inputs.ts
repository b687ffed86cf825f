import { z } from "zod";
import { TagNameInput } from "../tags/inputs.ts";

export const UndoOperation = z.object({
  id: z.int().positive(),
  /** Restore a deleted tag under another name, when its own was taken meanwhile. */
  name: TagNameInput.optional(),
});
export type UndoOperation = z.infer<typeof UndoOperation>;
