import { z } from "zod";
import { filterKinds, tagSources } from "./kinds.ts";

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

export const TagEntries = HistoryFilter.extend({
  tagId: z.int().positive(),
  limit: z.int().min(1).max(200).default(50),
  cursor: z.string().max(500).nullish(),
});
export type TagEntries = z.infer<typeof TagEntries>;

/** Who had a tag when a day of the workspace's time zone ended. */
export const CountOnDay = z.object({ tagId: z.int().positive(), day: Day });
export type CountOnDay = z.infer<typeof CountOnDay>;

export const ListOnDay = CountOnDay.extend({
  limit: z.int().min(1).max(200).default(50),
  cursor: z.string().max(500).nullish(),
});
export type ListOnDay = z.infer<typeof ListOnDay>;
