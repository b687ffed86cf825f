import type { Tag } from "./tag.ts";

/** Tags that may not be needed: no contact has them, one has, or nobody was given them for `staleDays`. */
export const hygieneLists = ["unused", "once", "stale"] as const;
export type HygieneList = (typeof hygieneLists)[number];

export const staleDays = 90;

/** `contactCount` is exact, however the workspace counts in its lists. */
export type HygieneTag = Tag & {
  /** When a contact was last given it, other than by what was taken back; null = never. */
  lastAppliedAt: string | null;
};
