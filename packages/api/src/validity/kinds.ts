import { z } from "zod";
import type { JobKind } from "../jobs/job.ts";

/** `back`: for the undo of the operation. */
const Input = z.strictObject({ operationId: z.number(), back: z.boolean() });
type Input = z.infer<typeof Input>;

/** Has the tags of an operation run out as their rules say now. */
export const recalculateJob = { name: "validity.recalculate", input: Input } satisfies JobKind<Input>;

/** What an operation that changes tags' rules keeps: the tags, and what the rule was and became. */
export const RuleState = z.object({
  tags: z.array(z.number()),
  from: z.union([z.number(), z.string()]).nullable(),
  to: z.union([z.number(), z.string()]).nullable(),
});
