import { tagKey } from "@tagdeck/core/tags/name";
import { close, give, living, takeAll, takeBack } from "./tag-model-held.ts";
import { find, lastOf, type Model, type Outcome, unnumbered } from "./tag-model-state.ts";

const isAdmin = (who: string) => who === "admin";
function holder(model: Model, name: string) {
  return model.tags.find((tag) => !tag.deleted && tagKey(tag.name) === tagKey(name));
}

type New = { name: string; color: string | null; days: number | null; id: number };

export function create(model: Model, { id, name, color, days }: New): Outcome {
  if (holder(model, name)) return "tag_name_taken";
  model.tags.push({ id, name, color, days, deleted: false });
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

type Made = { name: string; id: number; days: number | null };
type Change = { contact: number; add: number[]; remove: number[]; create?: Made };

export function change(model: Model, who: string, now: number, step: Change): Outcome {
  const { contact } = step;
  takeAll(model, who, now, contact, step.remove);
  const wanted = wantedOf(step);
  const gone = wanted.some((tag) => find(model, tag)?.deleted ?? true);
  if (gone) return "tag_not_found";
  let added = wanted.map((tag) => give(model, who, now, contact, tag, false)).some(Boolean);
  if (step.create) {
    const made = create(model, { ...step.create, color: null });
    if (made !== "ok") return made;
    added = give(model, who, now, contact, step.create.id, true) || added;
  }
  return added && living(model, now, contact).length > model.max ? "contact_tags_full" : "ok";
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
  close(model, now, step.contacts);
  const skipped = [...new Set(step.contacts)].filter((contact) => {
    const has = living(model, now, contact).map(({ id }) => id);
    const gets = wanted.filter((tag) => !has.includes(tag)).length + (step.create ? 1 : 0);
    const keeps = has.filter((tag) => !step.remove.includes(tag)).length;
    return gets > 0 && keeps + gets > model.max;
  });
  const changing = [...new Set(step.contacts)].filter((contact) => !skipped.includes(contact));
  if (step.create && changing.length > 0) {
    const made = create(model, { ...step.create, color: null });
    if (made !== "ok") return { outcome: made, skipped: [] };
  }
  for (const contact of changing) {
    takeAll(model, who, now, contact, step.remove);
    for (const tag of wanted) give(model, who, now, contact, tag, false);
    if (step.create) give(model, who, now, contact, step.create.id, true);
  }
  const entries = unnumbered(model).filter(({ kind }) => kind !== "expired");
  if (entries.length > 0) model.steps.push({ id: step.operation, by: who, entries, undone: false });
  return { outcome: "ok", skipped };
}

/** Takes back what of a step is still the last word, the latest first. */
export function undoMany(
  model: Model,
  who: string,
  now: number,
  id: number,
): { outcome: Outcome; leftAlone: number } {
  const refused = (outcome: Outcome) => ({ outcome, leftAlone: 0 });
  const step = model.steps.find((known) => known.id === id);
  if (!step) return refused("operation_not_found");
  if (!isAdmin(who) && step.by !== who) return refused("undo_not_yours");
  if (step.undone) return refused("undo_already_done");
  const contacts = step.entries.map(({ contact }) => contact);
  close(model, now, contacts);
  const mine = step.entries.filter(
    (entry) =>
      lastOf(model, entry.contact, entry.tag) === entry &&
      (entry.kind === "added" || !(find(model, entry.tag)?.deleted ?? true)),
  );
  if (mine.length === 0) return refused("undo_superseded");
  for (const entry of mine.toReversed()) takeBack(model, who, entry);
  close(model, now, contacts, now);
  const created = step.entries.find(({ createdTag }) => createdTag);
  if (created) forgetUnused(model, created.tag);
  step.undone = true;
  return { outcome: "ok", leftAlone: step.entries.length - mine.length };
}

const wantedOf = ({ add, remove }: Pick<Change, "add" | "remove">) =>
  [...new Set(add)].filter((tag) => !remove.includes(tag));

/** Takes entries of one contact back, the latest first. */
export function undo(
  model: Model,
  who: string,
  now: number,
  contact: number,
  seqs: readonly number[],
): Outcome {
  const wanted = [...new Set(seqs)].sort((a, b) => b - a);
  const found = wanted.map((seq) => model.entries.find((entry) => entry.seq === seq));
  if (found.some((entry) => entry?.contact !== contact)) return "operation_not_found";
  close(model, now, [contact]);
  for (const entry of found) {
    if (!entry) continue;
    if (!isAdmin(who) && entry.by !== who) return "undo_not_yours";
    const last = lastOf(model, contact, entry.tag);
    if (last?.undoes === entry.seq) return "undo_already_done";
    const natural = entry.kind === "expired" && entry.prior?.expires_at === entry.at;
    if (last !== entry || entry.undoes !== null || natural) return "undo_superseded";
    if (entry.kind !== "added" && (find(model, entry.tag)?.deleted ?? true)) return "tag_not_found";
    takeBack(model, who, entry);
    close(model, now, [contact], now);
    if (entry.createdTag) forgetUnused(model, entry.tag);
  }
  return "ok";
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
