import { trimFeed, trimFeedJob } from "../feed/trim-job.ts";
import { countHourJob, countHours } from "../tags/hour-job.ts";
import { recountTags, recountTagsJob } from "../tags/recount-job.ts";
import type { JobHandler, JobSchedule, JobSettings } from "./job.ts";
import { tidyJobs, tidyJobsJob } from "./tidy-job.ts";

/** Every kind of job there is. A new one has its line here. */
export function jobHandlers(_settings: JobSettings): JobHandler[] {
  const handlers = [trimFeed, countHours, recountTags];
  return [...handlers, tidyJobs(handlers)];
}

export const jobSchedules: readonly JobSchedule[] = [
  { kind: countHourJob, cron: "*/15 * * * *" },
  { kind: trimFeedJob, cron: "*/10 * * * *" },
  { kind: tidyJobsJob, cron: "25 * * * *" },
  { kind: recountTagsJob, cron: "40 3 * * *" },
];
