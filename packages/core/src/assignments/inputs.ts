import { z } from "zod";
import { ContactRef, ContactRefs } from "../contacts/inputs.ts";
import { CreateTag, TagId } from "../tags/inputs.ts";

/** Only additions and removals travel, never the whole list; both are idempotent. */
export const ChangeTags = z.object({
  contact: ContactRef,
  add: z.array(TagId).max(100).default([]),
  remove: z.array(TagId).max(100).default([]),
  /** Created and applied in one step. */
  create: CreateTag.optional(),
});
export type ChangeTags = z.infer<typeof ChangeTags>;

/** The same changes for each of several contacts: one operation, taken back as one. */
export const ChangeTagsOfMany = z.object({
  contacts: ContactRefs,
  add: z.array(TagId).max(20).default([]),
  remove: z.array(TagId).max(20).default([]),
  create: CreateTag.optional(),
});
export type ChangeTagsOfMany = z.infer<typeof ChangeTagsOfMany>;

export const UndoChanges = z.object({
  contact: ContactRef,
  /** The history entries to take back, by `seq`. */
  seqs: z.array(z.int().positive()).min(1).max(200),
});
export type UndoChanges = z.infer<typeof UndoChanges>;
