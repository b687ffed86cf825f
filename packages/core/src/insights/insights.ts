import type { ActorKind } from "../contacts/contact.ts";

/** What became of the tags in the last days, by days of the workspace. Deleted tags count nowhere. */
export type Insights = {
  /** Oldest first. */
  days: InsightDay[];
  /** Most contacts first. */
  top: InsightTag[];
  /** Grown most, and shrunk most, first. */
  growing: InsightTag[];
  shrinking: InsightTag[];
  /** Who gave most tags first: everyone, or only the reader where they may not see others. */
  people: { kind: ActorKind; name: string; isYou: boolean; added: number }[];
  contacts: { total: number; untagged: number };
};

export type InsightDay = {
  /** YYYY-MM-DD */
  date: string;
  /** Tags given to contacts and taken from them, expiry included. */
  added: number;
  removed: number;
  /** Tags on contacts at the day's end, or now. */
  live: number;
};

export type InsightTag = {
  id: number;
  name: string;
  color: string;
  /** Contacts that have it now, and by how many more than at the beginning. */
  count: number;
  change: number;
};
