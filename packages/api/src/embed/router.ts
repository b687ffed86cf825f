import {
  AddOrigin,
  CreatePanelKey,
  OpenFrame,
  PanelKeyId,
  SetZendesk,
  TestToken,
} from "@tagdeck/core/embed/inputs";
import { mutation, query, router } from "../trpc.ts";
import { openFrame } from "./grants.ts";
import { addPanelOrigin, createPanelKey, getEmbed, removePanelOrigin, revokePanelKey } from "./keys.ts";
import { signTestToken } from "./test-token.ts";
import { removeZendesk, setZendesk } from "./zendesk.ts";

export const embedRouter = router({
  get: query.query(({ ctx }) => getEmbed(ctx.inner)),
  createKey: mutation
    .input(CreatePanelKey)
    .mutation(({ ctx, input }) => createPanelKey(ctx.inner, ctx.services.seal, input)),
  revokeKey: mutation.input(PanelKeyId).mutation(({ ctx, input }) => revokePanelKey(ctx.inner, input.kid)),
  addOrigin: mutation.input(AddOrigin).mutation(({ ctx, input }) => addPanelOrigin(ctx.inner, input.origin)),
  removeOrigin: mutation
    .input(AddOrigin)
    .mutation(({ ctx, input }) => removePanelOrigin(ctx.inner, input.origin)),
  setZendesk: mutation.input(SetZendesk).mutation(({ ctx, input }) => setZendesk(ctx.inner, input)),
  removeZendesk: mutation.mutation(({ ctx }) => removeZendesk(ctx.inner)),
  // Not a mutation: it keeps nothing, and within a write nothing but the database may be awaited.
  testToken: query
    .input(TestToken)
    .query(({ ctx, input }) => signTestToken(ctx.inner, ctx.services.seal, input)),
  openFrame: mutation.input(OpenFrame).mutation(({ ctx, input }) => openFrame(ctx.inner, input.origin)),
});
