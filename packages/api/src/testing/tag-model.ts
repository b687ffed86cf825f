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
  /** Of a bulk change, which records none for a contact, and when that was. */
  implied?: boolean;
  at?: number;
};

export type Model = {
  max: number;
  tags: { id: number; name: string; color: string | null; deleted: boolean }[];
  held: Map<string, Held>;
  entries: Entry[];
  operations: { id: number; tag: number; undone: boolean }[];
  /** Changes of several contacts. */
  steps: { id: number; by: string; entries: Entry[]; undone: boolean }[];
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
  takeAll(model, who, contact, step.remove);
  const wanted = wantedOf(step);
  const gone = wanted.some((tag) => find(model, tag)?.deleted ?? true);
  if (gone) return "tag_not_found";
  let added = wanted.map((tag) => give(model, who, now, contact, tag, false)).some(Boolean);
  if (step.create) {
    const made = create(model, step.create.name, null, step.create.id);
    if (made !== "ok") return made;
    added = give(model, who, now, contact, step.create.id, true) || added;
  }
  return added && living(model, contact).length > model.max ? "contact_tags_full" : "ok";
}

type ManyChange = Omit<Change, "contact"> & { contacts: number[]; operation: number };

/** The same for several contacts; those without room are left as they are. */
export function changeMany(
  model: Model,
  who: string,
  now: number,
  step: ManyChange,
): { outcome: Outcome; skipped: number[] } {
  const wanted = wantedOf(step);
  if (wanted.some((tag) => find(model, tag)?.deleted ?? true))
    return { outcome: "tag_not_found", skipped: [] };
  const skipped = [...new Set(step.contacts)].filter((contact) => {
    const has = living(model, contact).map(({ id }) => id);
    const gets = wanted.filter((tag) => !has.includes(tag)).length + (step.create ? 1 : 0);
    const keeps = has.filter((tag) => !step.remove.includes(tag)).length;
    return gets > 0 && keeps + gets > model.max;
  });
  const changing = [...new Set(step.contacts)].filter((contact) => !skipped.includes(contact));
  if (step.create && changing.length > 0) {
    const made = create(model, step.create.name, null, step.create.id);
    if (made !== "ok") return { outcome: made, skipped: [] };
  }
  for (const contact of changing) {
    takeAll(model, who, contact, step.remove);
    for (const tag of wanted) give(model, who, now, contact, tag, false);
    if (step.create) give(model, who, now, contact, step.create.id, true);
  }
  const entries = unnumbered(model);
  if (entries.length > 0) model.steps.push({ id: step.operation, by: who, entries, undone: false });
  return { outcome: "ok", skipped };
}

/** Takes back what of a step is still the last word, the latest first. */
export function undoMany(model: Model, who: string, id: number): { outcome: Outcome; leftAlone: number } {
  const refused = (outcome: Outcome) => ({ outcome, leftAlone: 0 });
  const step = model.steps.find((known) => known.id === id);
  if (!step) return refused("operation_not_found");
  if (!isAdmin(who) && step.by !== who) return refused("undo_not_yours");
  if (step.undone) return refused("undo_already_done");
  const mine = step.entries.filter(
    (entry) =>
      lastOf(model, entry.contact, entry.tag) === entry &&
      (entry.kind === "added" || !(find(model, entry.tag)?.deleted ?? true)),
  );
  if (mine.length === 0) return refused("undo_superseded");
  for (const entry of mine.toReversed()) takeBack(model, who, entry);
  const created = step.entries.find(({ createdTag }) => createdTag);
  if (created) forgetUnused(model, created.tag);
  step.undone = true;
  return { outcome: "ok", leftAlone: step.entries.length - mine.length };
}

const wantedOf = ({ add, remove }: Pick<Change, "add" | "remove">) =>
  [...new Set(add)].filter((tag) => !remove.includes(tag));

function takeAll(model: Model, who: string, contact: number, tags: readonly number[]): void {
  for (const tag of new Set(tags)) {
    const prior = model.held.get(pair(contact, tag));
    if (!prior || (find(model, tag)?.deleted ?? true)) continue;
    model.held.delete(pair(contact, tag));
    record(model, { contact, tag, kind: "removed", by: who, prior });
  }
}

function give(model: Model, by: string, now: number, contact: number, tag: number, createdTag: boolean) {
  if (model.held.has(pair(contact, tag))) return false;
  const held = { first_at: now, last_at: now, expires_at: null, expiry: 0, origin_id: null };
  model.held.set(pair(contact, tag), held);
  record(model, { contact, tag, kind: "added", by, prior: null, createdTag });
  return true;
}

/** A bulk change gives one contact a tag: history has an entry of it all the same. */
export function importOne(
  model: Model,
  origin: { id: number; at: number; seq: number },
  contact: number,
  tag: number,
  own: Pick<Held, "expires_at" | "expiry">,
): void {
  const { id, at, seq } = origin;
  model.held.set(pair(contact, tag), { first_at: at, last_at: at, ...own, origin_id: id });
  const entry = { contact, tag, kind: "added" as const, by: "import", prior: null };
  model.entries.push({ undoes: null, createdTag: false, ...entry, seq, at, implied: true });
}

const living = (model: Model, contact: number) =>
  model.tags.filter((tag) => !tag.deleted && model.held.has(pair(contact, tag.id)));

const lastOf = (model: Model, contact: number, tag: number) =>
  model.entries.findLast((entry) => entry.contact === contact && entry.tag === tag);

/** Takes entries of one contact back, the latest first. */
export function undo(model: Model, who: string, contact: number, seqs: readonly number[]): Outcome {
  const wanted = [...new Set(seqs)].sort((a, b) => b - a);
  const found = wanted.map((seq) => model.entries.find((entry) => entry.seq === seq));
  if (found.some((entry) => entry?.contact !== contact)) return "operation_not_found";
  for (const entry of found) {
    if (!entry) continue;
    if (!isAdmin(who) && entry.by !== who) return "undo_not_yours";
    const last = lastOf(model, contact, entry.tag);
    if (last?.undoes === entry.seq) return "undo_already_done";
    if (last !== entry || entry.undoes !== null) return "undo_superseded";
    if (entry.kind === "removed" && (find(model, entry.tag)?.deleted ?? true)) return "tag_not_found";
    takeBack(model, who, entry);
    if (entry.createdTag) forgetUnused(model, entry.tag);
  }
  return "ok";
}

function takeBack(model: Model, by: string, { contact, tag, kind, seq, prior }: Entry): void {
  const key = pair(contact, tag);
  if (kind === "added") {
    const held = model.held.get(key) ?? null;
    model.held.delete(key);
    record(model, { contact, tag, kind: "removed", by, prior: held, undoes: seq });
  } else {
    if (prior) model.held.set(key, prior);
    record(model, { contact, tag, kind: "added", by, prior: null, undoes: seq });
  }
}

/** A tag goes with the step that made it, unless it was given or taken otherwise. */
function forgetUnused(model: Model, id: number): void {
  const tag = find(model, id);
  if (!tag || tag.deleted) return;
  if ([...model.held.keys()].some((key) => key.endsWith(`:${id}`))) return;
  if (model.entries.some((entry) => entry.tag === id && !entry.createdTag && entry.undoes === null)) return;
  tag.deleted = true;
  model.lines += 1;
}

function record(
  model: Model,
  entry: Pick<Entry, "contact" | "tag" | "kind" | "by" | "prior"> & Partial<Entry>,
): void {
  model.entries.push({ undoes: null, createdTag: false, ...entry, seq: -1 });
}
