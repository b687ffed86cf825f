import { DomainError } from "@tagdeck/core/errors";
import type { ListNotifications, ReadNotifications } from "@tagdeck/core/notifications/inputs";
import {
  type Notification,
  NotificationAbout,
  notificationStatuses,
} from "@tagdeck/core/notifications/notification";
import { authorize, type Context, iso } from "../context.ts";
import type { NotificationRow } from "../db/schema.ts";
import * as feed from "../feed/store.ts";
import type { JobError } from "../jobs/job.ts";
import { findJobs, type JobState } from "../jobs/service.ts";
import { decodeCursor, encodeCursor } from "../paging.ts";
import * as notifications from "./store.ts";

export type NotificationPage = {
  items: Notification[];
  nextCursor: string | null;
  /** How many are not read, on this page or not. */
  unread: number;
};

/** What the caller was told here, the newest first. */
export async function listNotifications(ctx: Context, input: ListNotifications): Promise<NotificationPage> {
  const userId = member(ctx);
  const after = input.cursor ? decodeCursor(input.cursor, [0, 0] as const) : null;
  const rows = await notifications.list(ctx, userId, { limit: input.limit + 1, after });
  const page = rows.slice(0, input.limit);
  const last = page.at(-1);
  const running = await findJobs(
    ctx,
    page.flatMap((row) => row.job_id ?? []),
  );
  return {
    items: page.flatMap((row) => view(row, running)),
    nextCursor: rows.length > page.length && last ? encodeCursor([last.at, last.id]) : null,
    unread: await notifications.countUnread(ctx, userId),
  };
}

export async function readNotifications(
  ctx: Context,
  { ids }: ReadNotifications,
): Promise<{ unread: number }> {
  const userId = member(ctx);
  const read = await notifications.markRead(ctx, userId, ids);
  if (read > 0) await feed.append(ctx, { kind: "notification", userId });
  return { unread: await notifications.countUnread(ctx, userId) };
}

/** They are a person's own: an agent in a panel or a program has none. */
function member(ctx: Context): string {
  authorize(ctx, "tags.read");
  if (ctx.principal.kind !== "member") throw new DomainError("forbidden", { permission: "tags.read" });
  return ctx.principal.userId;
}

function view(row: NotificationRow, jobs: ReadonlyMap<number, JobState>): Notification[] {
  const about = NotificationAbout.safeParse(JSON.parse(row.about));
  // A newer version told them, and then an older one was put in its place.
  if (!about.success) return [];
  const job = row.job_id === null ? undefined : jobs.get(row.job_id);
  return [
    {
      id: row.id,
      about: about.data,
      status: notificationStatuses.find((status) => status === row.status) ?? "done",
      progress: row.status === "running" ? (job?.progress ?? { done: 0, total: null }) : null,
      // safe because only notify writes it
      error: row.error === null ? null : (JSON.parse(row.error) as JobError),
      at: iso(row.at),
      unread: row.read_at === null,
    },
  ];
}
