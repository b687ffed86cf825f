import { z } from "zod";

/** What a notification is about: each kind has its words in the console. */
export const NotificationAbout = z.discriminatedUnion("kind", [
  z.object({
    kind: z.literal("export"),
    exportId: z.int(),
    of: z.enum(["tags", "contacts"]),
    /** Of contacts: the tag that they have. */
    tag: z.string().nullable().default(null),
    /** Once it is done: the file and until when it can be fetched (ISO 8601, UTC). */
    file: z.object({ name: z.string(), size: z.int(), rows: z.int(), expiresAt: z.string() }).nullable(),
  }),
]);
export type NotificationAbout = z.infer<typeof NotificationAbout>;

export const notificationStatuses = ["running", "done", "failed", "cancelled"] as const;
export type NotificationStatus = (typeof notificationStatuses)[number];

/** What a person is told. Times are ISO 8601, UTC. */
export type Notification = {
  id: number;
  about: NotificationAbout;
  status: NotificationStatus;
  /** While it runs. */
  progress: { done: number; total: number | null } | null;
  /** Why it failed. */
  error: { code: string; details: Readonly<Record<string, unknown>> } | null;
  /** When it began, or once it has ended, when it did. */
  at: string;
  unread: boolean;
};
