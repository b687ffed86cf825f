import { z } from "zod";
import { handleJob, type JobKind } from "../jobs/job.ts";
import { countHour, showHour } from "./count-hour.ts";

export const countHourJob = {
  name: "tags.count-hour",
  input: z.strictObject({}),
} satisfies JobKind<Record<string, never>>;

/** Counts at the full hour, where the workspace wants it so. Hours begin at every quarter, by the time zone. */
export const countHours = handleJob(countHourJob, {
  keepDays: 0,
  async run(run) {
    const counted = await run.read(countHour);
    if (counted) await run.write((ctx) => showHour(ctx, counted));
  },
});
