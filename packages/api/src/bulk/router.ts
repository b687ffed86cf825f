import { BulkRef, PreviewBulk, StartBulk } from "@tagdeck/core/bulk/inputs";
import { mutation, preparedMutation, query, router } from "../trpc.ts";
import { bulkProgress, cancelBulk } from "./progress.ts";
import { previewBulk, startBulk } from "./start.ts";

export const bulkRouter = router({
  preview: query.input(PreviewBulk).query(({ ctx, input }) => previewBulk(ctx.inner, input)),
  start: preparedMutation.input(StartBulk).mutation(({ ctx, input }) => startBulk(ctx, input)),
  progress: query.input(BulkRef).query(({ ctx, input }) => bulkProgress(ctx.inner, input)),
  cancel: mutation.input(BulkRef).mutation(({ ctx, input }) => cancelBulk(ctx.inner, input)),
});
