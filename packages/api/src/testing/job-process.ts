import { pino } from "pino";
import { createKernel } from "../context.ts";
import { openDatabase } from "../db/open.ts";
import { startJobs } from "../jobs/start.ts";
import { noSettings } from "./job-settings.ts";

// A process that runs jobs until it is killed: `node job-process.ts <database url> <times as JSON>`.
const [, , url = "", times = "{}"] = process.argv;
const log = pino({ level: "error" });
const database = openDatabase({ url, onError: (error) => log.error({ err: error }) });
await startJobs({
  kernel: createKernel(database),
  log,
  settings: noSettings,
  registry: new URL("./job-kinds.ts", import.meta.url).href,
  times: JSON.parse(times),
});
process.on("message", () => undefined);
