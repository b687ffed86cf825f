import {
  ChangeTags,
  ChangeTagsOfMany,
  CountEnding,
  ExtendTags,
  ExtendTagsOfMany,
  ListEnding,
  UndoChanges,
} from "@tagdeck/core/assignments/inputs";
import { mutation, query, router } from "../trpc.ts";
import { changeTagsOfMany } from "./change-many.ts";
import { countEnding, listEnding } from "./ending.ts";
import { extendTags, extendTagsOfMany } from "./extend.ts";
import { changeTags } from "./service.ts";
import { undoChanges } from "./undo.ts";

export const assignmentsRouter = router({
  change: mutation.input(ChangeTags).mutation(({ ctx, input }) => changeTags(ctx.inner, input)),
  changeMany: mutation
    .input(ChangeTagsOfMany)
    .mutation(({ ctx, input }) => changeTagsOfMany(ctx.inner, input)),
  extend: mutation.input(ExtendTags).mutation(({ ctx, input }) => extendTags(ctx.inner, input)),
  extendMany: mutation
    .input(ExtendTagsOfMany)
    .mutation(({ ctx, input }) => extendTagsOfMany(ctx.inner, input)),
  ending: query.input(ListEnding).query(({ ctx, input }) => listEnding(ctx.inner, input)),
  endingOfTag: query.input(CountEnding).query(({ ctx, input }) => countEnding(ctx.inner, input)),
  undo: mutation.input(UndoChanges).mutation(({ ctx, input }) => undoChanges(ctx.inner, input)),
});
