import { UpdateWorkspace, ZoneImpact } from "@tagdeck/core/workspaces/inputs";
import { zoneImpact } from "../validity/impact.ts";
import { mutation, query, router } from "../trpc.ts";
import { getWorkspace, updateWorkspace } from "./service.ts";

export const workspaceRouter = router({
  get: query.query(({ ctx }) => getWorkspace(ctx.inner)),
  zoneImpact: query.input(ZoneImpact).query(({ ctx, input }) => zoneImpact(ctx.inner, input)),
  update: mutation.input(UpdateWorkspace).mutation(({ ctx, input }) => updateWorkspace(ctx.inner, input)),
});
