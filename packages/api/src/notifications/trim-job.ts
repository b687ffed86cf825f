import { z } from "zod";
import { handleJob, type JobKind } from "../jobs/job.ts";
import * as notifications from "./store.ts";

/** For how long people find what they were told, in ms. */
const kept = 30 * 86_400_000;
const rows = 100;

export const trimNotificationsJob = {
  name: "notifications.trim",
  input: z.strictObject({}),
} satisfies JobKind<Record<string, never>>;

/** Removes what people were told long ago. */
export const trimNotifications = handleJob(trimNotificationsJob, {
  keepDays: 0,
  async run(run) {
    let more = true;
    while (more) {
      await run.write(async (ctx, step) => {
        do {
          more = (await notifications.trim(ctx, ctx.now - kept, rows)) === rows;
        } while (more && step.hasTime());
      });
    }
  },
});
