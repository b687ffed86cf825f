import { z } from "zod";
import { ContactRef, ContactRefs } from "../contacts/inputs.ts";
import { validityMax } from "../tags/expiry.ts";
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

/** Longer by whole days or to the end of a date in the workspace's zone, for good, or as the tag's rule says. */
const ExpiryChange = z.discriminatedUnion("by", [
  z.object({ by: z.literal("days"), days: z.int().min(1).max(validityMax) }),
  z.object({ by: z.literal("date"), date: z.iso.date() }),
  z.object({ by: z.literal("never") }),
  z.object({ by: z.literal("rule") }),
]);
export type ExpiryChange = z.infer<typeof ExpiryChange>;

export const ExtendTags = z.object({
  contact: ContactRef,
  tagIds: z.array(TagId).min(1).max(100),
  to: ExpiryChange,
});
export type ExtendTags = z.infer<typeof ExtendTags>;

export const ExtendTagsOfMany = z.object({
  contacts: ContactRefs,
  tagIds: z.array(TagId).min(1).max(20),
  to: ExpiryChange,
});
export type ExtendTagsOfMany = z.infer<typeof ExtendTagsOfMany>;

/** What runs out by the end of the day that is so many days after today, in the workspace's zone. */
const EndingWithin = z.object({ days: z.int().min(0).max(366) });

export const ListEnding = EndingWithin.extend({
  tagId: TagId.optional(),
  limit: z.int().min(1).max(200).default(50),
  cursor: z.string().max(500).nullish(),
});
export type ListEnding = z.infer<typeof ListEnding>;

export const CountEnding = EndingWithin.extend({ tagId: TagId });
export type CountEnding = z.infer<typeof CountEnding>;

export const UndoChanges = z.object({
  contact: ContactRef,
  /** The history entries to take back, by `seq`. */
  seqs: z.array(z.int().positive()).min(1).max(200),
});
export type UndoChanges = z.infer<typeof UndoChanges>;
