import type { ErrorCode } from "@tagdeck/core/errors";
import { tagKey } from "@tagdeck/core/tags/name";

/** An assignment as the database keeps it. */
export type Held = {
  first_at: number;
  last_at: number;
  expires_at: number | null;
  expiry: number;
  origin_id: number | null;
};

type Entry = {
  seq: number;
  contact: number;
  tag: number;
  kind: "added" | "removed";
  by: string;
  undoes: number | null;
  createdTag: boolean;
  prior: Held | null;
};

export type Model = {
  max: number;
  tags: { id: number; name: string; color: string | null; deleted: boolean }[];
  held: Map<string, Held>;
  entries: Entry[];
  operations: { id: number; tag: number; undone: boolean }[];
  /** Lines of the tags' own histories. */
  lines: number;
};

export type Outcome = ErrorCode | "ok";

export const pair = (contact: number, tag: number) => `${contact}:${tag}`;

/** The entries of the last step, in the order in which they were made. */
export const unnumbered = (model: Model) => model.entries.filter(({ seq }) => seq < 0);

/** Gives the last step's entries the numbers that the database gave them. */
export function number(model: Model, seqs: readonly number[]): void {
  for (const [i, entry] of unnumbered(model).entries()) entry.seq = seqs[i] ?? entry.seq;
}

const isAdmin = (who: string) => who === "admin";
const find = (model: Model, id: number) => model.tags.find((tag) => tag.id === id);

function holder(model: Model, name: string) {
  return model.tags.find((tag) => !tag.deleted && tagKey(tag.name) === tagKey(name));
}

export function create(model: Model, name: string, color: string | null, id: number): Outcome {
  if (holder(model, name)) return "tag_name_taken";
  model.tags.push({ id, name, color, deleted: false });
  model.lines += 1;
  return "ok";
}

export function update(
  model: Model,
  who: string,
  id: number,
  set: { name?: string; color?: string },
): Outcome {
  if (!isAdmin(who)) return "forbidden";
  const tag = find(model, id);
  if (!tag || tag.deleted) return "tag_not_found";
  const other = set.name === undefined ? undefined : holder(model, set.name);
  if (other && other !== tag) return "tag_name_taken";
  const after = { ...tag, ...set };
  if (after.name !== tag.name || after.color !== tag.color) model.lines += 1;
  Object.assign(tag, after);
  return "ok";
}

export function remove(model: Model, who: string, id: number, operationId: number): Outcome {
  if (!isAdmin(who)) return "forbidden";
  const tag = find(model, id);
  if (!tag || tag.deleted) return "tag_not_found";
  tag.deleted = true;
  model.lines += 1;
  model.operations.push({ id: operationId, tag: id, undone: false });
  return "ok";
}

export function restore(model: Model, who: string, operationId: number, name?: string): Outcome {
  const operation = model.operations.find(({ id }) => id === operationId);
  const tag = operation && find(model, operation.tag);
  if (!operation || !tag) return "operation_not_found";
  if (!isAdmin(who)) return "undo_not_yours";
  if (operation.undone) return "undo_already_done";
  if (holder(model, name ?? tag.name)) return "tag_name_taken";
  tag.deleted = false;
  tag.name = name ?? tag.name;
  operation.undone = true;
  model.lines += 1;
  return "ok";
}

type Change = { contact: number; add: number[]; remove: number[]; create?: { name: string; id: number } };

export function change(model: Model, who: string, now: number, step: Change): Outcome {
  const { contact } = step;
  for (const tag of new Set(step.remove)) {
    const prior = model.held.get(pair(contact, tag));
    if (!prior || (find(model, tag)?.deleted ?? true)) continue;
    model.held.delete(pair(contact, tag));
    record(model, { contact, tag, kind: "removed", by: who, prior });
  }
  let added = false;
  const give = (tag: number, createdTag: boolean) => {
    if (model.held.has(pair(contact, tag))) return;
    added = true;
    model.held.set(pair(contact, tag), {
      first_at: now,
      last_at: now,
      expires_at: null,
      expiry: 0,
      origin_id: null,
    });
    record(model, { contact, tag, kind: "added", by: who, prior: null, createdTag });
  };
  for (const tag of new Set(step.add)) {
    if (step.remove.includes(tag)) continue;
    if (find(model, tag)?.deleted ?? true) return "tag_not_found";
    give(tag, false);
  }
  if (step.create) {
    const made = create(model, step.create.name, null, step.create.id);
    if (made !== "ok") return made;
    give(step.create.id, true);
  }
  const live = model.tags.filter((tag) => !tag.deleted && model.held.has(pair(contact, tag.id)));
  return added && live.length > model.max ? "contact_tags_full" : "ok";
}

/** Takes entries of one contact back, the latest first. */
export function undo(model: Model, who: string, contact: number, seqs: readonly number[]): Outcome {
  const wanted = [...new Set(seqs)].sort((a, b) => b - a);
  const found = wanted.map((seq) => model.entries.find((entry) => entry.seq === seq));
  if (found.some((entry) => entry?.contact !== contact)) return "operation_not_found";
  for (const entry of found) {
    if (!entry) continue;
    if (!isAdmin(who) && entry.by !== who) return "undo_not_yours";
    const last = model.entries.findLast(({ contact: c, tag }) => c === contact && tag === entry.tag);
    if (last?.undoes === entry.seq) return "undo_already_done";
    if (last !== entry || entry.undoes !== null) return "undo_superseded";
    const key = pair(contact, entry.tag);
    if (entry.kind === "added") {
      const prior = model.held.get(key) ?? null;
      model.held.delete(key);
      record(model, { contact, tag: entry.tag, kind: "removed", by: who, prior, undoes: entry.seq });
      if (entry.createdTag) forgetUnused(model, entry.tag, contact);
    } else {
      if (find(model, entry.tag)?.deleted ?? true) return "tag_not_found";
      if (entry.prior) model.held.set(key, entry.prior);
      record(model, { contact, tag: entry.tag, kind: "added", by: who, prior: null, undoes: entry.seq });
    }
  }
  return "ok";
}

function forgetUnused(model: Model, id: number, contact: number): void {
  const tag = find(model, id);
  if (!tag || tag.deleted) return;
  if ([...model.held.keys()].some((key) => key.endsWith(`:${id}`))) return;
  if (model.entries.some((entry) => entry.tag === id && entry.contact !== contact)) return;
  tag.deleted = true;
  model.lines += 1;
}

function record(
  model: Model,
  entry: Pick<Entry, "contact" | "tag" | "kind" | "by" | "prior"> & Partial<Entry>,
): void {
  model.entries.push({ undoes: null, createdTag: false, ...entry, seq: -1 });
}
