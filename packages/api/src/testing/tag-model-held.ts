import type { ExpiryChange } from "@tagdeck/core/assignments/inputs";
import {
  type Expiry,
  expiryTaggedAgain,
  extendedBy,
  extendedTo,
  ruledExpiry,
} from "@tagdeck/core/tags/expiry";
import {
  type Entry,
  find,
  type Held,
  type Model,
  modelZone,
  type Outcome,
  pair,
  record,
} from "./tag-model-state.ts";

export const ranOut = (held: Held, now: number) => held.expires_at !== null && held.expires_at <= now;
const kindNames = ["rule", "custom", "never"] as const;
const expiryOf = ({ expiry, expires_at }: Held): Expiry => ({
  kind: kindNames[expiry] ?? "rule",
  at: expires_at,
});
const withExpiry = (held: Held, { kind, at }: Expiry): Held => ({
  ...held,
  expiry: kindNames.indexOf(kind),
  expires_at: at,
});

/** What has run out of these contacts' tags goes, each at its instant or at another. */
export function close(model: Model, now: number, contacts: readonly number[], at?: number): void {
  const gone = [...model.held].flatMap(([key, held]) => {
    const [contact = 0, tag = 0] = key.split(":").map(Number);
    return contacts.includes(contact) && ranOut(held, now) ? [{ contact, tag, held, key }] : [];
  });
  gone.sort(
    (a, b) => (a.held.expires_at ?? 0) - (b.held.expires_at ?? 0) || a.contact - b.contact || a.tag - b.tag,
  );
  for (const { contact, tag, held, key } of gone) {
    model.held.delete(key);
    const when = at ?? held.expires_at;
    record(model, { contact, tag, kind: "expired", at: when, by: "expiry", prior: held });
  }
}

export type Extension = { contact: number; tags: number[]; to: ExpiryChange };

export function extend(model: Model, who: string, now: number, { contact, tags, to }: Extension): Outcome {
  if (tags.some((tag) => find(model, tag)?.deleted ?? true)) return "tag_not_found";
  close(model, now, [contact]);
  for (const tag of new Set(tags)) {
    const before = model.held.get(pair(contact, tag));
    if (!before) continue;
    const after = withExpiry(before, expiryAfter(before, find(model, tag)?.days ?? null, to));
    if (after.expires_at === before.expires_at && after.expiry === before.expiry) continue;
    if (ranOut(after, now)) {
      model.held.delete(pair(contact, tag));
      record(model, { contact, tag, kind: "expired", by: who, prior: before });
    } else {
      model.held.set(pair(contact, tag), after);
      const kind = to.by === "never" ? "made_permanent" : to.by === "rule" ? "back_to_rule" : "extended";
      record(model, { contact, tag, kind, by: who, prior: before });
    }
  }
  return "ok";
}

function expiryAfter(held: Held, days: number | null, to: ExpiryChange): Expiry {
  const before = expiryOf(held);
  if (to.by === "days") return extendedBy(before, to.days, modelZone);
  if (to.by === "date") return extendedTo(before, to.date, modelZone);
  if (to.by === "rule") return ruledExpiry(held.last_at, { days, timeZone: modelZone });
  return before.at === null ? before : { kind: "never", at: null };
}

export function takeAll(
  model: Model,
  who: string,
  now: number,
  contact: number,
  tags: readonly number[],
): void {
  for (const tag of new Set(tags)) {
    const prior = model.held.get(pair(contact, tag));
    if (!prior || ranOut(prior, now) || (find(model, tag)?.deleted ?? true)) continue;
    model.held.delete(pair(contact, tag));
    record(model, { contact, tag, kind: "removed", by: who, prior });
  }
}

/** Whether the contact did not have the tag. */
export function give(
  model: Model,
  by: string,
  now: number,
  contact: number,
  tag: number,
  createdTag: boolean,
): boolean {
  const validity = { days: find(model, tag)?.days ?? null, timeZone: modelZone };
  let prior = model.held.get(pair(contact, tag));
  if (prior && ranOut(prior, now)) {
    close(model, now, [contact]);
    prior = undefined;
  }
  if (!prior) {
    const held = { first_at: now, last_at: now, expires_at: null, expiry: 0, origin_id: null };
    model.held.set(pair(contact, tag), withExpiry(held, ruledExpiry(now, validity)));
    record(model, { contact, tag, kind: "added", by, prior: null, createdTag });
    return true;
  }
  const after = withExpiry({ ...prior, last_at: now }, expiryTaggedAgain(expiryOf(prior), now, validity));
  const moved = after.expires_at !== prior.expires_at || after.expiry !== prior.expiry;
  if (moved || validity.days !== null) {
    model.held.set(pair(contact, tag), after);
    record(model, { contact, tag, kind: "refreshed", by, prior });
  }
  return false;
}

export const living = (model: Model, now: number, contact: number) =>
  model.tags.filter((tag) => {
    const held = model.held.get(pair(contact, tag.id));
    return !tag.deleted && held && !ranOut(held, now);
  });

export function takeBack(model: Model, by: string, { contact, tag, kind, seq, prior }: Entry): void {
  const key = pair(contact, tag);
  const held = model.held.get(key) ?? null;
  if (kind === "added") {
    model.held.delete(key);
    record(model, { contact, tag, kind: "removed", by, prior: held, undoes: seq });
  } else {
    if (prior) model.held.set(key, prior);
    const took = kind === "removed" || kind === "expired";
    record(model, { contact, tag, kind: took ? "added" : kind, by, prior: held, undoes: seq });
  }
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
  model.held.set(pair(contact, tag), {
    first_at: at,
    last_at: at,
    expires_at: own.expires_at,
    expiry: own.expiry,
    origin_id: id,
  });
  const entry = { contact, tag, kind: "added" as const, by: "import", prior: null };
  model.entries.push({ undoes: null, createdTag: false, ...entry, seq, at, implied: true });
  close(model, at, [contact]);
}
