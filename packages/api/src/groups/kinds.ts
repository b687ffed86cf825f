import { z } from "zod";
import type { JobKind } from "../jobs/job.ts";

const Keep = z.strictObject({ operationId: z.number(), groupId: z.number() });
const Back = z.strictObject({ operationId: z.number(), groupIds: z.array(z.number()) });

/** Leaves contacts one tag of a group, the one that they were given last. */
export const keepOneJob = { name: "groups.keep-one", input: Keep } satisfies JobKind<z.infer<typeof Keep>>;

/** Gives back what that took; groups that tags came back into are seen to first. */
export const giveBackJob = { name: "groups.give-back", input: Back } satisfies JobKind<z.infer<typeof Back>>;
