import type { Logger } from "pino";
import type { Kernel } from "../context.ts";
import { type JobSettings, type JobTimes, jobTimes } from "./job.ts";
import { loadRegistry } from "./registry.ts";
import type { JobLog } from "./run.ts";
import type { JobEvent } from "./runner.ts";
import type { JobThreadData, JobThreadSays } from "./thread.ts";

export type JobsOptions = {
  kernel: Kernel;
  settings: JobSettings;
  log: Logger;
  onEvent?(event: JobEvent): void;
  /** The runner's thread died, and with it what it ran. */
  onRestart?(): void;
  times?: Partial<JobTimes>;
  /** The address of a module that is a `JobRegistry`, in place of ours. */
  registry?: string;
};

/** Runs jobs from now on: on SQLite in a thread of their own, on PostgreSQL in this process. */
export async function startJobs(options: JobsOptions): Promise<{ stop(): Promise<void> }> {
  const { kernel, settings, log, registry, onEvent = () => undefined } = options;
  const times = { ...jobTimes, ...options.times };
  const onLog = ({ level, message, fields, error }: JobLog) =>
    log[level]({ ...fields, ...(error !== undefined && { err: error }) }, message);

  const { startThread } = kernel.database;
  if (startThread) {
    const data: JobThreadData = { registry, settings, times };
    const thread = startThread({
      entry: new URL("./thread.ts", import.meta.url),
      data,
      onMessage(message) {
        // safe because jobs/thread.ts says nothing else
        const said = message as JobThreadSays;
        if ("event" in said) onEvent(said.event);
        else onLog(said.log);
      },
      onFault(error) {
        options.onRestart?.();
        log.error({ err: error }, "the thread of the jobs has a fault");
      },
    });
    return { stop: () => thread.stop(times.patience + 2_000) };
  }
  const { startRunner } = await import("./runner.ts");
  return startRunner({
    kernel,
    registry: await loadRegistry(registry),
    settings,
    times,
    onEvent,
    log: onLog,
  });
}
