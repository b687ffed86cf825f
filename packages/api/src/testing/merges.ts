import type { Context, Principal } from "../context.ts";
import * as jobs from "../jobs/store.ts";
import { mergeTags, type Merged, type Transactions } from "../merges/merge.ts";
import { moveBackPart, movePart, type Part } from "../merges/parts.ts";
import { system, type TestWorkspace } from "./fixtures.ts";

/** A caller's transactions, as a request has them. */
export function transactionsOf(workspace: TestWorkspace, who: Principal): Transactions {
  return {
    read: (work) => workspace.read(who, work),
    write: (work) => workspace.write(who, work),
  };
}

export function merge(
  workspace: TestWorkspace,
  who: Principal,
  ids: number[],
  into: number,
): Promise<Merged> {
  return mergeTags(transactionsOf(workspace, who), { ids, into });
}

/** Does some of a merge's background work, `portion` contacts at a time; answers whether all is done. */
export async function carryOn(
  workspace: TestWorkspace,
  id: number,
  { portion = 200, back = false }: { portion?: number; back?: boolean } = {},
): Promise<boolean> {
  const part: Part = back ? moveBackPart : movePart;
  return workspace.write(system, async (ctx) => {
    // As a job's run does: it holds the job, and ends when that was cancelled.
    const job = await jobs.lock(ctx, await jobOf(ctx, id));
    if (job?.cancel_at !== null && !back) return true;
    return (await part(ctx, id, { hasTime: () => false, portion })).done;
  });
}

/** Does all of it, and marks the job as ended. */
export async function carryOut(
  workspace: TestWorkspace,
  id: number,
  options: { portion?: number; back?: boolean } = {},
): Promise<void> {
  while (!(await carryOn(workspace, id, options)));
  await endJob(workspace, id);
}

export async function endJob(workspace: TestWorkspace, id: number): Promise<void> {
  await workspace.write(system, async (ctx) =>
    jobs.end(ctx, await jobOf(ctx, id), { status: "done", error: null }),
  );
}

async function jobOf(ctx: Context, id: number): Promise<number> {
  const operation = ctx.db
    .selectFrom("operation")
    .select("job_id")
    .where("workspace_id", "=", ctx.workspace.id)
    .where("id", "=", id);
  return (await operation.executeTakeFirstOrThrow()).job_id ?? 0;
}
