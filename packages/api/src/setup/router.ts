import { CompleteSetup } from "@tagdeck/core/workspaces/inputs";
import { GetInvitation } from "@tagdeck/core/members/inputs";
import { publicProcedure, router } from "../trpc.ts";
import { checkSetup, completeSetup } from "./service.ts";

export const setupRouter = router({
  get: publicProcedure
    .input(GetInvitation)
    .query(({ ctx, input }) => checkSetup(ctx.services.kernel, input.token)),
  complete: publicProcedure
    .input(CompleteSetup)
    .mutation(({ ctx, input }) => completeSetup(ctx.services.kernel, input)),
});
