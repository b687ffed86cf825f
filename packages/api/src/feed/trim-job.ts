import { z } from "zod";
import { handleJob, type JobKind } from "../jobs/job.ts";
import { feedRetention } from "./position.ts";
import * as feed from "./store.ts";

const rows = 100;

export const trimFeedJob = {
  name: "feed.trim",
  input: z.strictObject({}),
} satisfies JobKind<Record<string, never>>;

/** Removes changes that nobody may ask for any more. */
export const trimFeed = handleJob(trimFeedJob, {
  keepDays: 0,
  async run(run) {
    let more = true;
    while (more) {
      await run.write(async (ctx, step) => {
        do {
          more = (await feed.trim(ctx, ctx.now - feedRetention, rows)) === rows;
        } while (more && step.hasTime());
      });
    }
  },
});
