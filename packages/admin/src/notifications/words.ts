import { msg, plural } from "@lingui/core/macro";
import type { MessageDescriptor } from "@lingui/core";
import type {
  Notification,
  NotificationAbout,
  NotificationStatus,
} from "@tagdeck/core/notifications/notification";
import { formatDay, formatNumber, formatSize } from "../text/format.ts";
import { errorText, t } from "../text/i18n.ts";

const exportTitles: Record<NotificationAbout["of"], Record<NotificationStatus, MessageDescriptor>> = {
  tags: {
    running: msg`Exporting the tags`,
    done: msg`The tags are exported`,
    failed: msg`The tags could not be exported`,
    cancelled: msg`The export of the tags was cancelled`,
  },
  contacts: {
    running: msg`Exporting the contacts`,
    done: msg`The contacts are exported`,
    failed: msg`The contacts could not be exported`,
    cancelled: msg`The export of the contacts was cancelled`,
  },
};

/** What it is about and how it stands, in one line. */
export function notificationTitle({ about, status }: Notification): string {
  const title = t(exportTitles[about.of][status]);
  return about.tag === null ? title : `${title}: ${about.tag}`;
}

/** What more there is to say; `now` in epoch ms. */
export function notificationText(
  { about, status, progress, error }: Notification,
  now: number,
  timeZone: string,
): string {
  switch (status) {
    case "running":
      return progressText(progress);
    case "failed":
      return errorText(error);
    case "cancelled":
      return t(msg`Nothing was kept of it.`);
    case "done":
      return fileText(about, now, timeZone);
  }
}

function progressText(progress: Notification["progress"]): string {
  if (progress === null || progress.total === null) return t(msg`About to begin`);
  const [done, total] = [formatNumber(progress.done), formatNumber(progress.total)];
  return t(msg`${done} of ${total}`);
}

function fileText({ file }: NotificationAbout, now: number, timeZone: string): string {
  if (file === null || hasExpired(file, now)) return t(msg`The file has expired.`);
  const { rows, size, expiresAt } = file;
  const [bytes, day] = [formatSize(size), formatDay(expiresAt, timeZone)];
  return t(msg`${plural(rows, { one: "# row", other: "# rows" })}, ${bytes}. Until ${day}.`);
}

/** Whether a file cannot be fetched any more at an instant (epoch ms). */
export function hasExpired({ expiresAt }: { expiresAt: string }, now: number): boolean {
  return Date.parse(expiresAt) <= now;
}
