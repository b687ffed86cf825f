import { z } from "zod";
import { CountContacts } from "../contacts/inputs.ts";
import { TagId } from "../tags/inputs.ts";

const contactId = z.int().positive();

/** Contacts that were picked, or all that pass a filter but a few. */
export const BulkTarget = z.union([
  z.strictObject({ ids: z.array(contactId).min(1).max(10_000) }),
  z.strictObject({ filter: CountContacts, except: z.array(contactId).max(1_000).default([]) }),
]);
export type BulkTarget = z.infer<typeof BulkTarget>;

const change = {
  target: BulkTarget,
  add: z.array(TagId).max(20).default([]),
  remove: z.array(TagId).max(20).default([]),
};

export const PreviewBulk = z.object(change);
export type PreviewBulk = z.infer<typeof PreviewBulk>;

/** `expectedCount` is the preview's: the change is refused when more contacts pass by now. */
export const StartBulk = z.object({ ...change, expectedCount: z.int().min(0) });
export type StartBulk = z.infer<typeof StartBulk>;

export const BulkRef = z.object({ operationId: z.int().positive() });
export type BulkRef = z.infer<typeof BulkRef>;
