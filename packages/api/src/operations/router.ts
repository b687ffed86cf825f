import { ListOperations, UndoOperation } from "@tagdeck/core/operations/inputs";
import { mutation, query, router } from "../trpc.ts";
import { listOperations } from "./list.ts";
import { undoOperation } from "./service.ts";

export const operationsRouter = router({
  list: query.input(ListOperations).query(({ ctx, input }) => listOperations(ctx.inner, input)),
  undo: mutation.input(UndoOperation).mutation(({ ctx, input }) => undoOperation(ctx.inner, input)),
});
