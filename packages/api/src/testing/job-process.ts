import { pino } from "pino";
import { createKernel } from "../context.ts";
import { openDatabase } from "../db/open.ts";
import type { JobSettings } from "../jobs/job.ts";
import { startJobs } from "../jobs/start.ts";
import { noSettings } from "./job-settings.ts";

// A process that runs jobs until it is killed:
// `node job-process.ts <database url> <times as JSON> [<module of kinds>] [<settings as JSON>]`.
const [, , url = "", times = "{}", kinds, given] = process.argv;
const log = pino({ level: "error" });
const database = openDatabase({ url, onError: (error) => log.error({ err: error }) });
await startJobs({
  kernel: createKernel(database),
  log,
  // safe because the tests that start it say so
  settings: given === undefined ? noSettings : (JSON.parse(given) as JobSettings),
  registry: kinds ?? new URL("./job-kinds.ts", import.meta.url).href,
  times: JSON.parse(times),
});
process.on("message", () => undefined);
