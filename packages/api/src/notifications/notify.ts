import type { NotificationAbout } from "@tagdeck/core/notifications/notification";
import type { Context } from "../context.ts";
import * as feed from "../feed/store.ts";
import type { JobError } from "../jobs/job.ts";
import * as notifications from "./store.ts";

/** The person who calls, if it is one who signs in to the console and so can be told of things. */
export function personOf({ principal }: Pick<Context, "principal">): string | null {
  if (principal.kind === "member") return principal.userId;
  return principal.kind === "panel" ? (principal.memberUserId ?? null) : null;
}

/** Shows a person the work that a job does for them, while it goes on. Call it where the job is enqueued. */
export async function notifyBegun(
  ctx: Context,
  userId: string,
  { jobId, about }: { jobId: number; about: NotificationAbout },
): Promise<void> {
  // They know: they have just asked for it.
  await notifications.insert(ctx, { userId, jobId, about, status: "running", error: null, readAt: ctx.now });
  await feed.append(ctx, { kind: "notification", userId });
}

/**
 * Tells a person how something ended. Call it in a job's `ended`, or wherever it ends; with `jobId` it takes the
 * place of what `notifyBegun` said.
 */
export async function notify(
  ctx: Context,
  userId: string,
  ending: {
    jobId?: number;
    about: NotificationAbout;
    status: "done" | "failed" | "cancelled";
    error?: JobError | null;
  },
): Promise<void> {
  const { jobId = null, about, status, error = null } = ending;
  const entry = { userId, jobId, about, status, error };
  const known = jobId !== null && (await notifications.end(ctx, entry));
  if (!known) await notifications.insert(ctx, { ...entry, jobId: null, readAt: null });
  await feed.append(ctx, { kind: "notification", userId });
}
