import type { HistoryEntry } from "../contacts/contact.ts";

/** One line of what happened to the contacts of a tag: to one, or to as many as a bulk change gave it. */
export type TagEntry = Omit<HistoryEntry, "tag"> & {
  contact: { id: number; name: string | null; email: string | null; externalId: string } | null;
  /** How many contacts it is about. */
  contactCount: number;
};
