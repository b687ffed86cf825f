import type { DomainError } from "@tagdeck/core/errors";
import type { z } from "zod";
import type { Context } from "../context.ts";
import type { FilesSettings } from "../files/file-store.ts";

/** What a service needs to know to ask for a job. */
export type JobKind<Input> = {
  /** `slice.verb`: it is kept in the database, so it stays. */
  readonly name: string;
  readonly input: z.ZodType<Input>;
};

/** One run of a job, by whoever holds it. It works workspace by workspace: this is one's. */
export type JobRun = {
  readonly jobId: number;
  readonly workspaceId: number;
  /** What was saved last, as the same JSON; null when nothing was. */
  readonly checkpoint: unknown;
  /** Aborted when the job is cancelled, taken over, or the program stops. `read` and `write` then throw. */
  readonly signal: AbortSignal;

  /** Reads in one transaction, for as long as it takes: it holds up nobody, not on SQLite either. */
  read<T>(work: (ctx: Context) => Promise<T>): Promise<T>;

  /**
   * Writes in one short transaction that also extends the lease. Nothing but the database may be awaited in
   * it. Cut what is long: go on while `step.hasTime()`, `step.save` how far it came, then call it again.
   */
  write<T>(work: (ctx: Context, step: JobStep) => Promise<T>): Promise<T>;

  /** Says how far the job is, where no `write` does. Kept within a second. */
  progress(done: number, total: number | null): void;

  /** For whoever runs the installation. No personal data. */
  warn(message: string, fields?: Record<string, unknown>): void;
};

export type JobStep = {
  /** Whether there is time for more in this transaction. */
  hasTime(): boolean;
  /** Kept if and only if the transaction is: from here the next attempt goes on. Plain JSON. */
  save(checkpoint: unknown): void;
  progress(done: number, total: number | null): void;
};

export type EndedJob<Input> = {
  id: number;
  input: Input;
  status: "done" | "failed" | "cancelled";
  /** Why it failed: a domain error's code, or `internal`. */
  error: JobError | null;
};

export type JobError = { code: string; details: DomainError["details"] };

/** What carries out the jobs of a kind. */
export type JobHandler = {
  readonly name: string;
  readonly attempts: number;
  readonly keepDays: number;
  run(run: JobRun, input: unknown): Promise<void>;
  ended(ctx: Context, job: EndedJob<unknown>): Promise<void>;
};

type Handling<Input> = {
  /**
   * Does the work. A `DomainError` ends the job as failed; anything else thrown has it run again later, from
   * its checkpoint. It may run more than once: what is to take effect once belongs into `write`.
   */
  run(run: JobRun, input: Input): Promise<void>;
  /** In the transaction that ends the job, however it ends. */
  ended?(ctx: Context, job: EndedJob<Input>): Promise<void>;
  /** How often it may fail, or crash, without having saved a checkpoint in between. */
  attempts?: number;
  /** For how many days its row stays once it has ended. */
  keepDays?: number;
};

export function handleJob<Input>(kind: JobKind<Input>, handling: Handling<Input>): JobHandler {
  return {
    name: kind.name,
    attempts: handling.attempts ?? 5,
    keepDays: handling.keepDays ?? 30,
    run: (run, input) => handling.run(run, kind.input.parse(input)),
    ended: async (ctx, job) => handling.ended?.(ctx, { ...job, input: kind.input.parse(job.input) }),
  };
}

/** A job that every workspace gets by the clock. */
export type JobSchedule = {
  kind: JobKind<Record<string, never>>;
  /** In the server's time zone. */
  cron: string;
};

/** What handlers know of the installation. Plain data: on SQLite it travels to a thread. */
export type JobSettings = { publicUrl: string; files: FilesSettings };

/** The module that says which jobs there are; a thread imports it by its address. */
export type JobRegistry = {
  jobHandlers(settings: JobSettings): JobHandler[];
  jobSchedules: readonly JobSchedule[];
};

export type JobTimes = {
  /** How long a run is left alone without a sign of life, in ms. */
  lease: number;
  /** How often to look for what no hint told of, in ms. */
  look: number;
  /** How long to wait after the first failure, in ms; twice as long after each further one. */
  backoff: number;
  /** How long running jobs have to come to a stop, in ms. */
  patience: number;
  /** How many run at once in one process. */
  concurrency: number;
};

export const jobTimes: JobTimes = {
  lease: 30_000,
  look: 1_000,
  backoff: 2_000,
  patience: 3_000,
  concurrency: 4,
};
