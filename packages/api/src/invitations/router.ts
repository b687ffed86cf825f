import { AcceptInvitation, GetInvitation } from "@tagdeck/core/members/inputs";
import { publicProcedure, router } from "../trpc.ts";
import { acceptInvitation, getInvitation } from "./service.ts";

export const invitationsRouter = router({
  get: publicProcedure
    .input(GetInvitation)
    .query(({ ctx, input }) => getInvitation(ctx.services.kernel, input.token)),
  accept: publicProcedure
    .input(AcceptInvitation)
    .mutation(({ ctx, input }) => acceptInvitation(ctx.services.kernel, input)),
});
