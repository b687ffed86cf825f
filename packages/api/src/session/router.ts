import { DomainError } from "@tagdeck/core/errors";
import { sessionUser } from "../auth/principal.ts";
import { publicProcedure, router } from "../trpc.ts";
import { workspacesOf } from "./service.ts";

export const sessionRouter = router({
  get: publicProcedure.query(async ({ ctx }) => {
    const user = await sessionUser(ctx.services.auth, ctx.headers, ctx.services.ownOrigins);
    if (!user) throw new DomainError("unauthenticated");
    return {
      user: { id: user.id, name: user.name, email: user.email },
      workspaces: await workspacesOf(ctx.services.kernel, user.id),
    };
  }),
});
