import { z } from "zod";

const entryKinds = ["added", "refreshed", "removed", "expired"] as const;

export const tagSources = [
  "agent",
  "admin",
  "import",
  "api",
  "link",
  "keyword",
  "button",
  "segment",
  "system",
] as const;

/** What may be asked for: `tag` is what happened to a tag itself. */
const filterKinds = [...entryKinds, "tag"] as const;
export type FilterKind = (typeof filterKinds)[number];

/** A day in the workspace's time zone. */
export const Day = z.iso.date();

/** Which entries of a history: what is left out leaves nothing out. */
export const HistoryFilter = z.object({
  kinds: z.array(z.enum(filterKinds)).min(1).max(filterKinds.length).optional(),
  /** Of this person or program. */
  actorId: z.int().positive().optional(),
  sources: z.array(z.enum(tagSources)).min(1).max(tagSources.length).optional(),
  /** From the first instant of this day … */
  from: Day.optional(),
  /** … to the last of this one. */
  to: Day.optional(),
});
export type HistoryFilter = z.infer<typeof HistoryFilter>;
