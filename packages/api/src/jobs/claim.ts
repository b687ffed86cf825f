import { type Context, inTransaction, type Kernel } from "../context.ts";
import type { Wake } from "../db/dialect.ts";
import type { JobRow } from "../db/schema.ts";
import type { JobHandler, JobTimes } from "./job.ts";
import { internal } from "./run.ts";
import * as jobs from "./store.ts";

/** When to look again at a job that only a newer version of the program knows, in ms. */
const unknownDelay = 60_000;

export type Claimed = { row: JobRow; handler: JobHandler };

/** Takes the job that a wake-up names, under a new fence, if it is to be run now; or ends it. */
export async function claim(
  kernel: Kernel,
  handlers: ReadonlyMap<string, JobHandler>,
  times: JobTimes,
  wake: Wake,
): Promise<Claimed | null> {
  const scope = { workspaceId: wake.workspaceId, principal: { kind: "system", name: "jobs" } } as const;
  return inTransaction(kernel, scope, async (ctx) => {
    await kernel.database.wakes.settle(ctx.db, wake);
    const row = await jobs.lock(ctx, wake.jobId);
    if (!row || row.wake_at === null) return null;
    const wait = row.wake_at - ctx.now;
    if (wait > 0) return later(ctx, row, wait);
    const handler = handlers.get(row.kind);
    if (!handler) return later(ctx, row, unknownDelay);

    const crashed = row.status === "running" && row.attempt >= handler.attempts;
    if (row.cancel_at !== null || crashed) {
      const status = row.cancel_at === null ? "failed" : "cancelled";
      const error = status === "failed" ? internal : null;
      await handler.ended(ctx, { id: row.id, input: JSON.parse(row.input), status, error });
      await jobs.end(ctx, row.id, { status, error });
      return null;
    }
    const until = ctx.now + times.lease;
    const claimed = {
      status: "running",
      fence: row.fence + 1,
      attempt: row.attempt + 1,
      lease_until: until,
      wake_at: until,
      started_at: row.started_at ?? ctx.now,
    } as const;
    await jobs.update(ctx, row.id, claimed);
    // Should this process die, another is told when the lease has run out.
    await ctx.wakeJob(row.id, times.lease);
    return { row: { ...row, ...claimed }, handler };
  });
}

async function later(ctx: Context, row: JobRow, delay: number): Promise<null> {
  await jobs.update(ctx, row.id, { wake_at: ctx.now + delay });
  await ctx.wakeJob(row.id, delay);
  return null;
}
