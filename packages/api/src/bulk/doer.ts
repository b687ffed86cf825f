import { z } from "zod";
import type { Context, Principal } from "../context.ts";

/** Whose change a job carries out, as its input keeps it. What they may do was decided when they asked. */
export const Doer = z.discriminatedUnion("kind", [
  z.object({
    kind: z.literal("member"),
    userId: z.string(),
    memberId: z.number(),
    name: z.string(),
    role: z.enum(["viewer", "agent", "admin", "owner"]),
  }),
  z.object({ kind: z.literal("key"), keyId: z.number(), name: z.string() }),
  z.object({
    kind: z.literal("panel"),
    agentId: z.string(),
    name: z.string(),
    memberUserId: z.string().optional(),
  }),
  z.object({ kind: z.literal("system"), name: z.string() }),
]);
export type Doer = z.infer<typeof Doer>;

export function doerOf({ principal }: Pick<Context, "principal">): Doer {
  return Doer.parse(principal);
}

/** The same transaction, as whoever asked for it: history and feed name them. */
export function onBehalfOf(ctx: Context, doer: Doer): Context {
  return { ...ctx, principal: principalOf(doer) };
}

function principalOf(doer: Doer): Principal {
  switch (doer.kind) {
    case "key":
      return { ...doer, permissions: new Set() };
    case "panel": {
      const { memberUserId, ...panel } = doer;
      const own = { ...panel, role: "agent", origin: "", contacts: null, claims: null } as const;
      return memberUserId === undefined ? own : { ...own, memberUserId };
    }
    default:
      return doer;
  }
}
