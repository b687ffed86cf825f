import type { Context } from "../context.ts";
import type { Db } from "../db/dialect.ts";
import type { JobRow } from "../db/schema.ts";
import type { JobError } from "./job.ts";

/** Makes a job; when one with its key has not ended, that one's id. */
export async function insert(
  ctx: Context,
  job: { kind: string; key: string | null; input: unknown; wakeAt: number },
): Promise<{ id: number; isNew: boolean }> {
  const made = await ctx.db
    .insertInto("job")
    .values({
      workspace_id: ctx.workspace.id,
      kind: job.kind,
      key: job.key,
      input: JSON.stringify(job.input),
      status: "queued",
      wake_at: job.wakeAt,
      created_at: ctx.now,
    })
    .onConflict((conflict) =>
      conflict.columns(["workspace_id", "kind", "key"]).where("ended_at", "is", null).doNothing(),
    )
    .returning("id")
    .executeTakeFirst();
  if (made) return { id: made.id, isNew: true };
  const found = await ctx.db
    .selectFrom("job")
    .select("id")
    .where("workspace_id", "=", ctx.workspace.id)
    .where("kind", "=", job.kind)
    .where("key", "=", job.key)
    .where("ended_at", "is", null)
    .executeTakeFirstOrThrow();
  return { id: found.id, isNew: false };
}

export async function findByIds(ctx: Context, ids: readonly number[]): Promise<JobRow[]> {
  if (ids.length === 0) return [];
  return ctx.db
    .selectFrom("job")
    .selectAll()
    .where("workspace_id", "=", ctx.workspace.id)
    .where("id", "in", [...ids])
    .execute();
}

export async function find(db: Db, workspaceId: number, id: number): Promise<JobRow | undefined> {
  return db
    .selectFrom("job")
    .selectAll()
    .where("workspace_id", "=", workspaceId)
    .where("id", "=", id)
    .executeTakeFirst();
}

/** The job, locked for the rest of the transaction. */
export async function lock(ctx: Context, id: number): Promise<JobRow | undefined> {
  return ctx.dialect
    .forUpdate(
      ctx.db.selectFrom("job").selectAll().where("workspace_id", "=", ctx.workspace.id).where("id", "=", id),
    )
    .executeTakeFirst();
}

type Change = Partial<
  Pick<
    JobRow,
    | "status"
    | "wake_at"
    | "attempt"
    | "fence"
    | "lease_until"
    | "cancel_at"
    | "checkpoint"
    | "done"
    | "total"
    | "started_at"
  >
>;

export async function update(ctx: Context, id: number, set: Change): Promise<void> {
  await ctx.db
    .updateTable("job")
    .set(set)
    .where("workspace_id", "=", ctx.workspace.id)
    .where("id", "=", id)
    .execute();
}

export async function end(
  ctx: Context,
  id: number,
  how: {
    status: "done" | "failed" | "cancelled";
    error: JobError | null;
    done?: number;
    total?: number | null;
  },
): Promise<void> {
  await ctx.db
    .updateTable("job")
    .set({
      ...how,
      error: how.error && JSON.stringify(how.error),
      wake_at: null,
      lease_until: null,
      ended_at: ctx.now,
    })
    .where("workspace_id", "=", ctx.workspace.id)
    .where("id", "=", id)
    .execute();
}

/** Has running jobs looked at now: for SQLite, where one process runs them all and has just begun. */
export async function orphanAll(db: Db): Promise<void> {
  await db.updateTable("job").set({ wake_at: 0 }).where("status", "=", "running").execute();
}

/** Jobs that should have been looked at before an instant (epoch ms). */
export async function listOverdue(ctx: Context, before: number): Promise<number[]> {
  const rows = await ctx.db
    .selectFrom("job")
    .select("id")
    .where("workspace_id", "=", ctx.workspace.id)
    .where("wake_at", "<", before)
    .execute();
  return rows.map(({ id }) => id);
}

/** Removes jobs of a kind that ended before an instant (epoch ms), at most `limit` of them; returns how many. */
export async function removeEnded(
  ctx: Context,
  kind: string,
  before: number,
  limit: number,
): Promise<number> {
  const rows = await ctx.db
    .selectFrom("job")
    .select("id")
    .where("workspace_id", "=", ctx.workspace.id)
    .where("kind", "=", kind)
    .where("ended_at", "<", before)
    .limit(limit)
    .execute();
  if (rows.length === 0) return 0;
  const ids = rows.map(({ id }) => id);
  await ctx.db
    .deleteFrom("job")
    .where("workspace_id", "=", ctx.workspace.id)
    .where("id", "in", ids)
    .execute();
  return rows.length;
}
