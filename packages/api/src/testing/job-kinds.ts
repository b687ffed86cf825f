import { setTimeout as pause } from "node:timers/promises";
import { DomainError } from "@tagdeck/core/errors";
import { z } from "zod";
import * as activity from "../activity/store.ts";
import { handleJob, type JobHandler, type JobKind, type JobSchedule } from "../jobs/job.ts";

// Jobs for tests. They leave their traces in the activity of their workspace, which tests read.

const Steps = z.object({
  name: z.string(),
  steps: z.int(),
  /** Between two steps, in ms. */
  pause: z.int().default(0),
  /** Fails so often after the first step, without saving it. */
  failures: z.int().default(0),
  /** Fails for good at this step. */
  refusedAt: z.int().optional(),
});

export const stepsJob = { name: "test.steps", input: Steps } satisfies JobKind<z.infer<typeof Steps>>;

const tries = new Map<string, number>();

/** Takes steps, each in a transaction of its own and each once, however often it is interrupted. */
const steps = handleJob(stepsJob, {
  attempts: 3,
  async run(run, input) {
    let at = z.int().nullable().parse(run.checkpoint) ?? 0;
    await run.write((ctx) => activity.record(ctx, "test.began", { subject: input.name }));
    while (at < input.steps) {
      if (at === input.refusedAt) throw new DomainError("tag_not_found", { id: at });
      const tried = tries.get(input.name) ?? 0;
      await run
        .write(async (ctx, step) => {
          await activity.record(ctx, "test.step", { subject: `${input.name}:${at}` });
          if (at === 1 && tried < input.failures) throw new Error("not this time");
          step.save(at + 1);
          step.progress(at + 1, input.steps);
        })
        .catch((error: unknown) => {
          tries.set(input.name, tried + 1);
          throw error;
        });
      at += 1;
      await pause(input.pause, undefined, { signal: run.signal });
    }
  },
  async ended(ctx, { input, status, error }) {
    await activity.record(ctx, `test.${status}`, { subject: input.name, details: { error } });
  },
});

export const clockJob = { name: "test.clock", input: z.strictObject({}) } satisfies JobKind<
  Record<string, never>
>;

const clock = handleJob(clockJob, {
  run: (run) => run.write((ctx) => activity.record(ctx, "test.clock", { subject: "clock" })),
});

const Idle = z.object({ name: z.string() });
export const idleJob = { name: "test.idle", input: Idle } satisfies JobKind<z.infer<typeof Idle>>;

/** Reads and says how far it is until it is told to stop. */
const idle = handleJob(idleJob, {
  async run(run) {
    for (let at = 1; ; at += 1) {
      await run.read((ctx) => ctx.db.selectFrom("tag").select("id").limit(1).execute());
      run.progress(at, null);
      await pause(20, undefined, { signal: run.signal });
    }
  },
});

export const busyJob = { name: "test.busy", input: z.strictObject({}) } satisfies JobKind<
  Record<string, never>
>;

/** Writes as much as it may, until it is told to stop. */
const busy = handleJob(busyJob, {
  async run(run) {
    for (let done = 0; ;) {
      await run.write(async (ctx, step) => {
        do {
          await activity.record(ctx, "test.busy", { subject: `row:${done}` });
          done += 1;
        } while (step.hasTime());
        step.progress(done, null);
      });
    }
  },
});

export function jobHandlers(): JobHandler[] {
  return [steps, clock, idle, busy];
}

export const jobSchedules: readonly JobSchedule[] = [{ kind: clockJob, cron: "* * * * * *" }];
