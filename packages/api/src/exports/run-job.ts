import { CreateExport } from "@tagdeck/core/exports/inputs";
import { z } from "zod";
import type { ExportRow } from "../db/schema.ts";
import type { FileStore } from "../files/file-store.ts";
import { handleJob, type JobHandler, type JobKind, type JobRun } from "../jobs/job.ts";
import { notify } from "../notifications/notify.ts";
import { contactRows } from "./contact-rows.ts";
import * as exports from "./store.ts";
import { tagRows } from "./tag-rows.ts";
import { aboutExport } from "./view.ts";

/** For how long a file can be fetched, in ms. */
export const fileLife = 7 * 86_400_000;

const Input = z.strictObject({
  exportId: z.int(),
  /** Who is told of it; null = nobody, as a program asked. */
  userId: z.string().nullable(),
});

export const runExportJob = { name: "exports.run", input: Input } satisfies JobKind<z.infer<typeof Input>>;

/**
 * Makes an export's file. An attempt that was cut off leaves none, and the next begins again: what it reads is
 * as of then, and a file's first half would be of another time.
 */
export function runExports(files: FileStore): JobHandler {
  return handleJob(runExportJob, {
    // Longer than the export's own row, whose file is to be removed first.
    keepDays: 60,
    async run(run, { exportId }) {
      const row = await run.read((ctx) => exports.find(ctx, exportId));
      if (!row) return;
      let rows = 0;
      async function* content(job: JobRun, from: ExportRow) {
        const input = CreateExport.parse(JSON.parse(from.input));
        rows = yield* input.kind === "tags" ? tagRows(job, input) : contactRows(job, input);
      }
      const { size } = await files.put(row.file, content(run, row), run.signal);
      await run.write((ctx) =>
        exports.update(ctx, exportId, {
          row_count: rows,
          size,
          expires_at: ctx.now + fileLife,
          removed_at: null,
        }),
      );
    },
    async ended(ctx, { id: jobId, input: { exportId, userId }, status, error }) {
      const row = await exports.find(ctx, exportId);
      if (!row || userId === null) return;
      await notify(ctx, userId, { jobId, about: await aboutExport(ctx, row), status, error });
    },
  });
}
