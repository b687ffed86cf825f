import { z } from "zod";
import { handleJob, type JobKind } from "../jobs/job.ts";
import * as tags from "../tags/store.ts";
import { sweep } from "./sweep.ts";

const rows = 50;

export const sweepJob = {
  name: "assignments.sweep",
  input: z.strictObject({}),
} satisfies JobKind<Record<string, never>>;

/** Removes what has run out and writes it into history. Nobody waits for it: readers leave such rows out anyway. */
export const sweepRunOut = handleJob(sweepJob, {
  keepDays: 0,
  async run(run) {
    let more = true;
    while (more) {
      await run.write(async (ctx, step) => {
        do {
          more = (await sweep(ctx, rows)) > 0;
        } while (more && step.hasTime());
      });
    }
    await run.write(tags.forgetEmptyCounts);
  },
});
