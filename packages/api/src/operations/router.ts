import { UndoOperation } from "@tagdeck/core/operations/inputs";
import { mutation, router } from "../trpc.ts";
import { undoOperation } from "./service.ts";

export const operationsRouter = router({
  undo: mutation.input(UndoOperation).mutation(({ ctx, input }) => undoOperation(ctx.inner, input)),
});
