import { UpdateWorkspace } from "@tagdeck/core/workspaces/inputs";
import { mutation, query, router } from "../trpc.ts";
import { getWorkspace, updateWorkspace } from "./service.ts";

export const workspaceRouter = router({
  get: query.query(({ ctx }) => getWorkspace(ctx.inner)),
  update: mutation.input(UpdateWorkspace).mutation(({ ctx, input }) => updateWorkspace(ctx.inner, input)),
});
