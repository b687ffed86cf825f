import { z } from "zod";
import type { JobKind } from "../jobs/job.ts";

const Input = z.strictObject({ operationId: z.number() });
type Input = z.infer<typeof Input>;

/** Gives the contacts of merged tags the surviving one. */
export const moveJob = { name: "merges.move", input: Input } satisfies JobKind<Input>;

/** Takes back what that did. */
export const moveBackJob = { name: "merges.move-back", input: Input } satisfies JobKind<Input>;
