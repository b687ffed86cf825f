import type { ErrorCode } from "@tagdeck/core/errors";

/** An assignment as the database keeps it. */
export type Held = {
  first_at: number;
  last_at: number;
  expires_at: number | null;
  expiry: number;
  origin_id: number | null;
};

export type Entry = {
  seq: number;
  contact: number;
  tag: number;
  kind: "added" | "refreshed" | "removed" | "expired" | "extended" | "made_permanent" | "back_to_rule";
  /** When it happened, where that is not when it was recorded. */
  at: number | null;
  by: string;
  undoes: number | null;
  createdTag: boolean;
  prior: Held | null;
  /** Of a bulk change, which records none for a contact. */
  implied?: boolean;
};

export type Model = {
  max: number;
  tags: { id: number; name: string; color: string | null; days: number | null; deleted: boolean }[];
  held: Map<string, Held>;
  entries: Entry[];
  operations: { id: number; tag: number; undone: boolean }[];
  /** Changes of several contacts. */
  steps: { id: number; by: string; entries: Entry[]; undone: boolean }[];
  /** Lines of the tags' own histories. */
  lines: number;
};

export type Outcome = ErrorCode | "ok";

export const modelZone = "America/Santiago";

export const pair = (contact: number, tag: number) => `${contact}:${tag}`;

/** The entries of the last step, in the order in which they were made. */
export const unnumbered = (model: Model) => model.entries.filter(({ seq }) => seq < 0);

/** Gives the last step's entries the numbers that the database gave them. */
export function number(model: Model, seqs: readonly number[]): void {
  for (const [i, entry] of unnumbered(model).entries()) entry.seq = seqs[i] ?? entry.seq;
}

export const find = (model: Model, id: number) => model.tags.find((tag) => tag.id === id);

export const lastOf = (model: Model, contact: number, tag: number) =>
  model.entries.findLast((entry) => entry.contact === contact && entry.tag === tag);

export function record(
  model: Model,
  entry: Pick<Entry, "contact" | "tag" | "kind" | "by" | "prior"> & Partial<Entry>,
): void {
  model.entries.push({ undoes: null, createdTag: false, at: null, ...entry, seq: -1 });
}
