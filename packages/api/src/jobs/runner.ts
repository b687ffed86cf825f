import type { Kernel } from "../context.ts";
import { claim, type Claimed } from "./claim.ts";
import type { JobRegistry, JobSettings, JobTimes } from "./job.ts";
import { type JobLog, type Outcome, type Run, startRun } from "./run.ts";
import { keepSchedules } from "./schedules.ts";

/** How often to free what dead processes had taken from the queue, in ms. */
const tendInterval = 60_000;

export type JobEvent = { kind: string; what: "started" | Outcome };

export type RunnerOptions = {
  kernel: Kernel;
  registry: JobRegistry;
  settings: JobSettings;
  times: JobTimes;
  onEvent(event: JobEvent): void;
  log(entry: JobLog): void;
};

export type Runner = {
  /** Lets running jobs come to a stop; they go on where they were saved, here or elsewhere. */
  stop(): Promise<void>;
};

/** Runs jobs in this process, or in this thread: what is due, a few at once. */
export function startRunner({ kernel, registry, settings, times, onEvent, log }: RunnerOptions): Runner {
  const { wakes } = kernel.database;
  const handlers = new Map(registry.jobHandlers(settings).map((handler) => [handler.name, handler]));
  const running = new Map<number, Run>();
  let stopping = false;

  const look = oneAtATime(async () => {
    for (;;) {
      const free = times.concurrency - running.size;
      if (stopping || free <= 0) return;
      let begun = 0;
      for (const wake of await wakes.take(kernel.now(), times.concurrency)) {
        // A run that is late with its sign of life is still a run.
        if (running.has(wake.jobId) || running.size >= times.concurrency) continue;
        const claimed = await claim(kernel, handlers, times, wake);
        if (claimed) begin(claimed);
        begun += 1;
      }
      if (begun === 0) return;
    }
  });

  function begin({ row, handler }: Claimed): void {
    const started = startRun({ kernel, row, handler, times, log });
    running.set(row.id, started);
    onEvent({ kind: row.kind, what: "started" });
    void started.ended.then((what) => {
      running.delete(row.id);
      onEvent({ kind: row.kind, what });
      void attempt(look);
    });
  }

  const check = oneAtATime(async () => {
    for (const run of running.values()) await attempt(run.check);
  });
  const schedules = oneAtATime(keepSchedules(kernel, registry.jobSchedules));

  async function attempt(task: () => Promise<void>): Promise<void> {
    try {
      await task();
    } catch (error) {
      if (stopping) return;
      log({ level: "error", message: "the job queue has a fault; it is tried again", error });
    }
  }
  function lookAndCheck(): void {
    void attempt(look);
    void attempt(check);
  }
  wakes.onHint(lookAndCheck);
  const timers = [
    setInterval(() => {
      lookAndCheck();
      void attempt(schedules);
    }, times.look),
    setInterval(() => void attempt(wakes.tend), tendInterval),
  ];
  lookAndCheck();
  void attempt(schedules);

  return {
    async stop() {
      stopping = true;
      timers.forEach(clearInterval);
      await attempt(() => look.idle());
      const ended = [...running.values()].map((run) => {
        run.stop();
        return run.ended;
      });
      const late = Promise.withResolvers<void>();
      const timer = setTimeout(late.resolve, times.patience);
      await Promise.race([Promise.all(ended), late.promise]);
      clearTimeout(timer);
    },
  };
}

/** A task that is asked for while it runs runs once more. */
function oneAtATime(task: () => Promise<void>): (() => Promise<void>) & { idle(): Promise<void> } {
  let current: Promise<void> | undefined;
  let again = false;
  const run = async () => {
    do {
      again = false;
      await task();
    } while (again);
  };
  const ask = () => {
    if (current) again = true;
    current ??= run().finally(() => {
      current = undefined;
    });
    return current;
  };
  return Object.assign(ask, { idle: () => current ?? Promise.resolve() });
}
