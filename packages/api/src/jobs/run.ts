import { DomainError } from "@tagdeck/core/errors";
import { type Context, inTransaction, inWorkspace, type Kernel } from "../context.ts";
import type { JobRow } from "../db/schema.ts";
import type { EndedJob, JobError, JobHandler, JobRun, JobStep, JobTimes } from "./job.ts";
import * as jobs from "./store.ts";

/** Why a run has to end. */
export class JobStop extends Error {
  readonly why: "cancelled" | "lost" | "stopping";
  constructor(why: JobStop["why"]) {
    super(`the job's run ends: ${why}`);
    this.why = why;
  }
}

export type Outcome = EndedJob<unknown>["status"] | "retried" | "released" | "lost";

/** What is to be logged. Plain data, save for the error. */
export type JobLog = {
  level: "warn" | "error";
  message: string;
  fields?: Record<string, unknown>;
  error?: unknown;
};

export type RunOptions = {
  kernel: Kernel;
  /** As it was when it was claimed. */
  row: JobRow;
  handler: JobHandler;
  times: JobTimes;
  log(entry: JobLog): void;
};

export type Run = {
  ended: Promise<Outcome>;
  /** Looks whether the run is to go on, and extends its lease. */
  check(): Promise<void>;
  stop(): void;
};

/** Carries out a job that has been claimed, and records how it ended. */
export function startRun({ kernel, row, handler, times, log }: RunOptions): Run {
  const { id, fence, workspace_id: workspaceId } = row;
  const scope = { workspaceId, principal: { kind: "system", name: handler.name } } as const;
  const abort = new AbortController();
  const { signal } = abort;
  const about = { job: id, kind: row.kind, workspace: workspaceId };
  let progress: { done: number; total: number | null } | undefined;

  /** Runs in a transaction that holds the job; whoever has lost it writes nothing. */
  function holding<T>(work: (ctx: Context, budget: number, held: JobRow) => Promise<T>): Promise<T> {
    return inTransaction(kernel, scope, async (ctx, budget) => {
      const held = await jobs.lock(ctx, id);
      if (!held || held.fence !== fence || held.status !== "running") throw new JobStop("lost");
      return work(ctx, budget, held);
    }).catch((error: unknown) => {
      if (error instanceof JobStop) abort.abort(error);
      throw error;
    });
  }

  async function extend(ctx: Context, saved?: { checkpoint: unknown }): Promise<void> {
    const until = ctx.now + times.lease;
    const checkpoint = saved && { checkpoint: JSON.stringify(saved.checkpoint), attempt: 0 };
    await jobs.update(ctx, id, { lease_until: until, wake_at: until, ...checkpoint, ...progress });
  }

  const run: JobRun = {
    jobId: id,
    workspaceId,
    checkpoint: row.checkpoint === null ? null : JSON.parse(row.checkpoint),
    signal,
    async read(work) {
      signal.throwIfAborted();
      return inWorkspace(kernel, scope, work);
    },
    async write(work) {
      signal.throwIfAborted();
      return holding(async (ctx, budget, held) => {
        if (held.cancel_at !== null) throw new JobStop("cancelled");
        let saved: { checkpoint: unknown } | undefined;
        const end = performance.now() + budget;
        const step: JobStep = {
          hasTime: () => performance.now() < end,
          save: (checkpoint) => (saved = { checkpoint }),
          progress: (done, total) => (progress = { done, total }),
        };
        const value = await work(ctx, step);
        await extend(ctx, saved);
        return value;
      });
    },
    progress(done, total) {
      progress = { done, total };
    },
    warn: (message, fields) => log({ level: "warn", message, fields: { ...about, ...fields } }),
  };

  async function check(): Promise<void> {
    const now = await kernel.database.read(workspaceId, (db) => jobs.find(db, workspaceId, id));
    if (signal.aborted || now?.fence !== fence || now.status !== "running") {
      if (!ended) abort.abort(new JobStop("lost"));
    } else if (now.cancel_at !== null) {
      abort.abort(new JobStop("cancelled"));
    } else {
      const left = (now.lease_until ?? 0) - kernel.now();
      const isNews = progress && (progress.done !== now.done || progress.total !== now.total);
      if (isNews || left < (times.lease * 2) / 3) await holding((ctx) => extend(ctx));
    }
  }

  async function end(status: EndedJob<unknown>["status"], error: JobError | null): Promise<Outcome> {
    await holding(async (ctx) => {
      await handler.ended(ctx, { id, input: JSON.parse(row.input), status, error });
      await jobs.end(ctx, id, { status, error, ...progress });
    });
    return status;
  }

  async function carryOut(): Promise<Outcome> {
    try {
      await handler.run(run, JSON.parse(row.input));
    } catch (error) {
      return afterError(signal.aborted ? signal.reason : error);
    }
    return end("done", null);
  }

  async function afterError(error: unknown): Promise<Outcome> {
    if (error instanceof JobStop) {
      if (error.why === "lost") return "lost";
      return error.why === "cancelled" ? end("cancelled", null) : again(0, "released");
    }
    const isOurs = error instanceof DomainError;
    const attempt = await attempts();
    const outcome = isOurs || attempt >= handler.attempts ? "failed" : "retried";
    const message = outcome === "failed" ? "a job failed" : "a job failed and is tried again";
    log({ level: isOurs ? "warn" : "error", message, fields: { ...about, attempt }, error });
    if (outcome === "retried") return again(backoff(times.backoff, attempt), "retried");
    return end("failed", isOurs ? { code: error.code, details: error.details } : internal);
  }

  async function attempts(): Promise<number> {
    const now = await kernel.database.read(workspaceId, (db) => jobs.find(db, workspaceId, id));
    // A checkpoint has set it to 0: then this was the first that got so far.
    return Math.max(1, now?.attempt ?? 1);
  }

  function again(delay: number, outcome: Outcome): Promise<Outcome> {
    return holding(async (ctx, _budget, held) => {
      await jobs.update(ctx, id, {
        status: "queued",
        lease_until: null,
        wake_at: delay > 0 ? ctx.now + delay : 0,
        attempt: outcome === "released" ? Math.max(0, held.attempt - 1) : held.attempt,
        ...progress,
      });
      await ctx.wakeJob(id, delay);
      return outcome;
    });
  }

  let ended = false;
  const outcome = carryOut()
    .catch((error: unknown): Outcome => {
      // Its end could not be recorded: when the lease has run out it is taken over.
      if (!(error instanceof JobStop))
        log({ level: "error", message: "a job's end was not kept", fields: about, error });
      return "lost";
    })
    .finally(() => {
      ended = true;
    });
  return { ended: outcome, check, stop: () => abort.abort(new JobStop("stopping")) };
}

/** What people are told of a fault that is ours; the log has the rest. */
export const internal: JobError = { code: "internal", details: {} };

/** Twice as long each time, up to ten minutes, and never all at the same instant. */
function backoff(first: number, attempt: number): number {
  return Math.round(Math.min(first * 2 ** (attempt - 1), 600_000) * (0.8 + 0.4 * Math.random()));
}
