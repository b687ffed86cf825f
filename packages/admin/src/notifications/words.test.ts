import type { Notification } from "@tagdeck/core/notifications/notification";
import { expect, test } from "vitest";
import { aNotification } from "../testing/fixtures.ts";
import { notificationText, notificationTitle } from "./words.ts";

const now = Date.parse("2026-11-25T12:00:00Z");
const file = { name: "acme-tags.csv", size: 96_400, rows: 1_204, expiresAt: "2026-12-02T12:00:00.000Z" };
const about: Notification["about"] = { kind: "export", exportId: 1, of: "tags", tag: null, file: null };
const words = (overrides: Partial<Notification>) => {
  const item = aNotification({ about, ...overrides });
  return [notificationTitle(item), notificationText(item, now, "Asia/Taipei")];
};

test.each<[Partial<Notification>, string, string]>([
  [{ status: "running", progress: { done: 0, total: null } }, "Exporting the tags", "About to begin"],
  [{ status: "running", progress: { done: 500, total: 1_204 } }, "Exporting the tags", "500 of 1,204"],
  [
    { status: "done", about: { ...about, file } },
    "The tags are exported",
    "1,204 rows, 96 kB. Until 2 December 2026.",
  ],
  [
    { status: "done", about: { ...about, file: { ...file, rows: 1, size: 76 } } },
    "The tags are exported",
    "1 row, 76 byte. Until 2 December 2026.",
  ],
  [
    { status: "done", about: { ...about, file: { ...file, expiresAt: "2026-11-25T12:00:00.000Z" } } },
    "The tags are exported",
    "The file has expired.",
  ],
  [{ status: "cancelled" }, "The export of the tags was cancelled", "Nothing was kept of it."],
  [
    { status: "failed", error: { code: "internal", details: {} } },
    "The tags could not be exported",
    "Something went wrong on the server. Please try again.",
  ],
])("says of %j: %s", (overrides, title, text) => expect(words(overrides)).toEqual([title, text]));
