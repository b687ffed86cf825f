import { DomainError } from "@tagdeck/core/errors";
import { EndSession } from "@tagdeck/core/session/inputs";
import { consoleSession } from "../auth/principal.ts";
import { publicProcedure, type RequestContext, router } from "../trpc.ts";
import { endSessions, getAccount, workspacesOf } from "./service.ts";

async function signedIn({ services, headers }: RequestContext) {
  const found = await consoleSession(services.auth, headers, services.ownOrigins);
  if (!found) throw new DomainError("unauthenticated");
  return found;
}

export const sessionRouter = router({
  /** How one may sign in here, besides by password. */
  methods: publicProcedure.query(({ ctx }) => ({ singleSignOn: ctx.services.singleSignOn })),
  get: publicProcedure.query(async ({ ctx }) => {
    const { user } = await signedIn(ctx);
    return {
      user: { id: user.id, name: user.name, email: user.email },
      workspaces: await workspacesOf(ctx.services.kernel, user.id),
    };
  }),
  account: publicProcedure.query(async ({ ctx }) => getAccount(ctx.services.kernel, await signedIn(ctx))),
  end: publicProcedure.input(EndSession).mutation(async ({ ctx, input }) => {
    const who = await signedIn(ctx);
    const ended = await endSessions(ctx.services.kernel, who, input.id);
    if (ended > 0) await ctx.services.recordSignIn(who.user.id, "endedOthers");
    return { ended };
  }),
  endOthers: publicProcedure.mutation(async ({ ctx }) => {
    const who = await signedIn(ctx);
    const ended = await endSessions(ctx.services.kernel, who, null);
    if (ended > 0) await ctx.services.recordSignIn(who.user.id, "endedOthers");
    return { ended };
  }),
});
