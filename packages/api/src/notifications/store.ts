import type { NotificationAbout, NotificationStatus } from "@tagdeck/core/notifications/notification";
import type { Context } from "../context.ts";
import type { JobError } from "../jobs/job.ts";
import type { NotificationRow } from "../db/schema.ts";

type Entry = {
  userId: string;
  jobId: number | null;
  about: NotificationAbout;
  status: NotificationStatus;
  error: JobError | null;
  readAt: number | null;
};

export async function insert(ctx: Context, entry: Entry): Promise<void> {
  await ctx.db
    .insertInto("notification")
    .values({
      workspace_id: ctx.workspace.id,
      user_id: entry.userId,
      job_id: entry.jobId,
      about: JSON.stringify(entry.about),
      status: entry.status,
      error: entry.error && JSON.stringify(entry.error),
      at: ctx.now,
      read_at: entry.readAt,
    })
    .execute();
}

/** Says of a job's notification how it ended, and lets go of the job; false when the person has none of it. */
export async function end(ctx: Context, entry: Omit<Entry, "readAt">): Promise<boolean> {
  const { numUpdatedRows } = await ctx.db
    .updateTable("notification")
    .set({
      job_id: null,
      about: JSON.stringify(entry.about),
      status: entry.status,
      error: entry.error && JSON.stringify(entry.error),
      at: ctx.now,
      read_at: null,
    })
    .where("workspace_id", "=", ctx.workspace.id)
    .where("job_id", "=", entry.jobId)
    .where("user_id", "=", entry.userId)
    .executeTakeFirst();
  return numUpdatedRows > 0;
}

/** A person's notifications, the newest first; `after` is the last one of the page before. */
export async function list(
  ctx: Context,
  userId: string,
  { limit, after }: { limit: number; after: readonly [at: number, id: number] | null },
): Promise<NotificationRow[]> {
  return ctx.db
    .selectFrom("notification")
    .selectAll()
    .where("workspace_id", "=", ctx.workspace.id)
    .where("user_id", "=", userId)
    .$if(after !== null, (query) => {
      const [at, id] = after ?? [0, 0];
      return query.where((eb) => eb.or([eb("at", "<", at), eb.and([eb("at", "=", at), eb("id", "<", id)])]));
    })
    .orderBy("at", "desc")
    .orderBy("id", "desc")
    .limit(limit)
    .execute();
}

export async function countUnread(ctx: Context, userId: string): Promise<number> {
  const { n } = await ctx.db
    .selectFrom("notification")
    .select((eb) => eb.fn.countAll<number>().as("n"))
    .where("workspace_id", "=", ctx.workspace.id)
    .where("user_id", "=", userId)
    .where("read_at", "is", null)
    .executeTakeFirstOrThrow();
  return n;
}

/** Marks as read: these, or all of the person's; returns how many were not. */
export async function markRead(
  ctx: Context,
  userId: string,
  ids: readonly number[] | undefined,
): Promise<number> {
  const { numUpdatedRows } = await ctx.db
    .updateTable("notification")
    .set({ read_at: ctx.now })
    .where("workspace_id", "=", ctx.workspace.id)
    .where("user_id", "=", userId)
    .where("read_at", "is", null)
    .$if(ids !== undefined, (query) => query.where("id", "in", [...(ids ?? [])]))
    .executeTakeFirst();
  return Number(numUpdatedRows);
}

/** Removes what ended before an instant (epoch ms), at most `limit`; returns how many. */
export async function trim(ctx: Context, before: number, limit: number): Promise<number> {
  const rows = await ctx.db
    .selectFrom("notification")
    .select("id")
    .where("workspace_id", "=", ctx.workspace.id)
    .where("at", "<", before)
    .where("job_id", "is", null)
    .limit(limit)
    .execute();
  const ids = rows.map(({ id }) => id);
  if (ids.length === 0) return 0;
  await ctx.db
    .deleteFrom("notification")
    .where("workspace_id", "=", ctx.workspace.id)
    .where("id", "in", ids)
    .execute();
  return ids.length;
}
