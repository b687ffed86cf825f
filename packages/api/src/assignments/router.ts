import { ChangeTags, ChangeTagsOfMany, UndoChanges } from "@tagdeck/core/assignments/inputs";
import { mutation, router } from "../trpc.ts";
import { changeTagsOfMany } from "./change-many.ts";
import { changeTags } from "./service.ts";
import { undoChanges } from "./undo.ts";

export const assignmentsRouter = router({
  change: mutation.input(ChangeTags).mutation(({ ctx, input }) => changeTags(ctx.inner, input)),
  changeMany: mutation
    .input(ChangeTagsOfMany)
    .mutation(({ ctx, input }) => changeTagsOfMany(ctx.inner, input)),
  undo: mutation.input(UndoChanges).mutation(({ ctx, input }) => undoChanges(ctx.inner, input)),
});
