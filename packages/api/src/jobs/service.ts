import type { Context } from "../context.ts";
import type { JobRow } from "../db/schema.ts";
import type { JobError, JobKind } from "./job.ts";
import * as jobs from "./store.ts";

/** A job as its slice shows it. Times in epoch ms. */
export type JobState = {
  id: number;
  status: JobRow["status"];
  progress: { done: number; total: number | null };
  error: JobError | null;
  createdAt: number;
  endedAt: number | null;
};

/**
 * Has a job done once this transaction has committed, and never if it does not. With a `key`, a job of the
 * kind and key that has not ended is enough, and its id is returned.
 */
export async function enqueueJob<Input>(
  ctx: Context,
  kind: JobKind<Input>,
  input: Input,
  { key = null, delay = 0 }: { key?: string | null; delay?: number } = {},
): Promise<number> {
  const wakeAt = delay > 0 ? ctx.now + delay : 0;
  const { id, isNew } = await jobs.insert(ctx, { kind: kind.name, key, input, wakeAt });
  if (isNew) await ctx.wakeJob(id, delay);
  return id;
}

/** Asks a job to stop; false when it has ended, or there is none. What it has committed stays. */
export async function cancelJob(ctx: Context, id: number): Promise<boolean> {
  const row = await jobs.lock(ctx, id);
  if (!row || row.ended_at !== null) return false;
  // A running one hears of it from its row; one that waits is taken now and ended.
  await jobs.update(ctx, id, {
    cancel_at: row.cancel_at ?? ctx.now,
    ...(row.status === "queued" && { wake_at: 0 }),
  });
  await ctx.wakeJob(id, 0);
  return true;
}

/** What is known of jobs, by id. Those whose rows are gone are left out. */
export async function findJobs(ctx: Context, ids: readonly number[]): Promise<Map<number, JobState>> {
  const rows = await jobs.findByIds(ctx, ids);
  return new Map(rows.map((row) => [row.id, stateOf(row)]));
}

function stateOf(row: JobRow): JobState {
  return {
    id: row.id,
    status: row.status,
    progress: { done: row.done, total: row.total },
    // safe because only `end` of the store writes it
    error: row.error === null ? null : (JSON.parse(row.error) as JobError),
    createdAt: row.created_at,
    endedAt: row.ended_at,
  };
}
