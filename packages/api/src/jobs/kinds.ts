import { expireExports, expireExportsJob } from "../exports/expire-job.ts";
import { runExports } from "../exports/run-job.ts";
import { sweepJob, sweepRunOut } from "../assignments/sweep-job.ts";
import { takeBulkBack } from "../bulk/back-job.ts";
import { changeBulk } from "../bulk/change-job.ts";
import { trimFeed, trimFeedJob } from "../feed/trim-job.ts";
import { giveBack, keepOne } from "../groups/jobs.ts";
import { moveMerged, moveMergedBack } from "../merges/move-job.ts";
import { countHourJob, countHours } from "../tags/hour-job.ts";
import { openFiles } from "../files/open.ts";
import { trimNotifications, trimNotificationsJob } from "../notifications/trim-job.ts";
import { purgeTags, purgeTagsJob } from "../tags/purge-job.ts";
import { recountTags, recountTagsJob } from "../tags/recount-job.ts";
import { recalculateRules } from "../validity/recalculate-job.ts";
import type { JobHandler, JobSchedule, JobSettings } from "./job.ts";
import { tidyJobs, tidyJobsJob } from "./tidy-job.ts";

/** Every kind of job there is. A new one has its line here. */
export function jobHandlers(settings: JobSettings): JobHandler[] {
  const files = openFiles(settings.files);
  const handlers = [
    trimFeed,
    countHours,
    recountTags,
    purgeTags,
    sweepRunOut,
    moveMerged,
    moveMergedBack,
    recalculateRules,
    changeBulk,
    takeBulkBack,
    keepOne,
    giveBack,
    runExports(files),
    expireExports(files),
    trimNotifications,
  ];
  return [...handlers, tidyJobs(handlers)];
}

export const jobSchedules: readonly JobSchedule[] = [
  { kind: countHourJob, cron: "*/15 * * * *" },
  // Days begin at every quarter, by the time zone.
  { kind: sweepJob, cron: "*/15 * * * *" },
  { kind: trimFeedJob, cron: "*/10 * * * *" },
  { kind: expireExportsJob, cron: "50 * * * *" },
  { kind: trimNotificationsJob, cron: "20 4 * * *" },
  { kind: tidyJobsJob, cron: "25 * * * *" },
  { kind: purgeTagsJob, cron: "10 4 * * *" },
  { kind: recountTagsJob, cron: "40 3 * * *" },
];
