import type { StartBulk } from "@tagdeck/core/bulk/inputs";
import { takeBulkBack } from "../bulk/back-job.ts";
import { changeBulk } from "../bulk/change-job.ts";
import { startBulk } from "../bulk/start.ts";
import type { Principal } from "../context.ts";
import type { JobRun } from "../jobs/job.ts";
import * as jobs from "../jobs/store.ts";
import { system, type TestWorkspace } from "./fixtures.ts";
import { transactionsOf } from "./merges.ts";

type Row = { id: number };

/** Asks for a change of many contacts' tags; answers its operation. */
export async function bulkOf(
  workspace: TestWorkspace,
  {
    contacts,
    add = [],
    remove = [],
    ...more
  }: { contacts: Row[]; add?: Row[]; remove?: Row[] } & Partial<Pick<StartBulk, "target">>,
  who: Principal,
): Promise<number> {
  const { operationId } = await startBulk(transactionsOf(workspace, who), {
    target: { ids: contacts.map(({ id }) => id) },
    expectedCount: 1_000_000,
    ...more,
    add: add.map(({ id }) => id),
    remove: remove.map(({ id }) => id),
  });
  return operationId;
}

class Killed extends Error {}

/**
 * Does what a bulk change has in the background, or its undo, from where it stands, one portion a transaction;
 * with `writes` it ends after so many, as if it were killed. Answers whether all is done.
 */
export async function carryOnBulk(
  workspace: TestWorkspace,
  operationId: number,
  writes = Number.POSITIVE_INFINITY,
): Promise<boolean> {
  const job = await workspace.read(system, async (ctx) => {
    const operation = ctx.db
      .selectFrom("operation")
      .select("job_id")
      .where("workspace_id", "=", ctx.workspace.id)
      .where("id", "=", operationId);
    const [row] = await jobs.findByIds(ctx, [(await operation.executeTakeFirstOrThrow()).job_id ?? 0]);
    if (!row) throw new Error("it has a job");
    return row;
  });
  let left = writes;
  const run: JobRun = {
    jobId: job.id,
    workspaceId: workspace.id,
    checkpoint: job.checkpoint === null ? null : JSON.parse(job.checkpoint),
    signal: new AbortController().signal,
    read: (work) => workspace.read(system, work),
    write(work) {
      if (left <= 0) throw new Killed();
      left -= 1;
      return workspace.write(system, async (ctx) => {
        const held = await jobs.lock(ctx, job.id);
        if (held?.cancel_at !== null) throw new Killed();
        let checkpoint: unknown;
        const value = await work(ctx, {
          hasTime: () => false,
          save: (saved) => (checkpoint = saved),
          progress: () => undefined,
        });
        await jobs.update(ctx, job.id, { checkpoint: JSON.stringify(checkpoint) });
        return value;
      });
    },
    progress: () => undefined,
    warn: () => undefined,
  };
  const handler = [changeBulk, takeBulkBack].find(({ name }) => name === job.kind);
  try {
    await handler?.run(run, JSON.parse(job.input));
  } catch (error) {
    if (error instanceof Killed) return false;
    throw error;
  }
  await workspace.write(system, (ctx) => jobs.end(ctx, job.id, { status: "done", error: null }));
  return true;
}
