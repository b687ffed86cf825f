import { z } from "zod";
import { handleJob, type JobHandler, type JobKind } from "./job.ts";
import * as jobs from "./store.ts";

const day = 86_400_000;
const rows = 100;
/** A job that nobody has looked at for so long has lost its wake-up, in ms. */
const overdue = 5 * 60_000;

export const tidyJobsJob = {
  name: "jobs.tidy",
  input: z.strictObject({}),
} satisfies JobKind<Record<string, never>>;

/** Removes jobs that ended long ago, and wakes those whose wake-up was lost, as by a backup that was restored. */
export function tidyJobs(others: readonly JobHandler[]): JobHandler {
  const tidy = handleJob(tidyJobsJob, {
    keepDays: 0,
    async run(run) {
      await run.write(async (ctx) => {
        for (const id of await jobs.listOverdue(ctx, ctx.now - overdue)) await ctx.wakeJob(id, 0);
      });
      for (const { name, keepDays } of [...others, tidy]) {
        let more = true;
        while (more) {
          await run.write(async (ctx, step) => {
            do {
              more = (await jobs.removeEnded(ctx, name, ctx.now - keepDays * day, rows)) === rows;
            } while (more && step.hasTime());
          });
        }
      }
    },
  });
  return tidy;
}
