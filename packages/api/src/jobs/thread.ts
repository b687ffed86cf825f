import { createKernel } from "../context.ts";
import { enterThread } from "../db/sqlite-thread.ts";
import type { JobSettings, JobTimes } from "./job.ts";
import { loadRegistry } from "./registry.ts";
import type { JobLog } from "./run.ts";
import { type JobEvent, startRunner } from "./runner.ts";
import * as jobs from "./store.ts";

export type JobThreadData = { registry: string | undefined; settings: JobSettings; times: JobTimes };
export type JobThreadSays = { event: JobEvent } | { log: JobLog };

// The thread in which jobs run on SQLite: what they compute and read holds up no request.
const thread = enterThread();
// safe because start.ts gives it
const { registry, settings, times } = thread.data as JobThreadData;
const say = (message: JobThreadSays) => thread.say(message);

let stop = (): void => process.exit();
thread.onStop(() => stop());

const kinds = await loadRegistry(registry);
// Whoever ran them has ended: only one process serves a file, and this is its thread.
await thread.database.write(null, (db) => jobs.orphanAll(db));
const runner = startRunner({
  kernel: createKernel(thread.database),
  registry: kinds,
  settings,
  times,
  onEvent: (event) => say({ event }),
  log: ({ error, ...entry }) =>
    say({ log: error === undefined ? entry : { ...entry, error: cloneable(error) } }),
});
stop = () => void runner.stop().finally(() => process.exit());

function cloneable(error: unknown): Error {
  const { name, message, stack } = error instanceof Error ? error : new Error(String(error));
  return Object.assign(new Error(message), { name, ...(stack !== undefined && { stack }) });
}
