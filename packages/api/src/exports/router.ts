import { CreateExport, GetExport } from "@tagdeck/core/exports/inputs";
import { mutation, query, router } from "../trpc.ts";
import { cancelExport, createExport, getExport } from "./service.ts";

export const exportsRouter = router({
  create: mutation.input(CreateExport).mutation(({ ctx, input }) => createExport(ctx.inner, input)),
  get: query.input(GetExport).query(({ ctx, input }) => getExport(ctx.inner, input.id)),
  cancel: mutation.input(GetExport).mutation(({ ctx, input }) => cancelExport(ctx.inner, input.id)),
});
