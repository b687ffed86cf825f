import { type Expiry, expiryTaggedAgain, ruledExpiry } from "@tagdeck/core/tags/expiry";
import { mergeHoldings } from "@tagdeck/core/tags/merge";

// What merging means, without how it is done: who has which tag, since when and until when.

type Row = { firstAt: number; lastAt: number; expiry: Expiry };
type Moved = { prior: Row | null; after: Row | null; sources: Map<number, Row>; settled: boolean };
type Merge = {
  id: number;
  sources: number[];
  into: number;
  undone: boolean;
  /** Whether its background work, or that of its undo, has ended. */
  ended: boolean;
  contacts: Map<number, Moved>;
};

export type MergeModel = {
  zone: string;
  tags: { id: number; days: number | null; into: number | null }[];
  held: Map<string, Row>;
  merges: Merge[];
};

const keyOf = (contact: number, tag: number) => `${contact}:${tag}`;
export const isAlive = (row: Row, now: number) => row.expiry.at === null || row.expiry.at > now;

export function survivor(model: MergeModel, id: number): number {
  const into = model.tags.find((tag) => tag.id === id)?.into ?? null;
  return into === null ? id : survivor(model, into);
}

const daysOf = (model: MergeModel, id: number) => model.tags.find((tag) => tag.id === id)?.days ?? null;

export function give(model: MergeModel, now: number, contact: number, asked: number): void {
  const tag = survivor(model, asked);
  const validity = { days: daysOf(model, tag), timeZone: model.zone };
  const prior = model.held.get(keyOf(contact, tag));
  if (!prior || !isAlive(prior, now)) {
    model.held.set(keyOf(contact, tag), { firstAt: now, lastAt: now, expiry: ruledExpiry(now, validity) });
  } else if (validity.days !== null) {
    release(model, contact, prior);
    const expiry = expiryTaggedAgain(prior.expiry, now, validity);
    model.held.set(keyOf(contact, tag), { ...prior, lastAt: now, expiry });
  }
}

export function take(model: MergeModel, now: number, contact: number, asked: number): void {
  const tag = survivor(model, asked);
  const prior = model.held.get(keyOf(contact, tag));
  if (!prior || !isAlive(prior, now)) return;
  release(model, contact, prior);
  model.held.delete(keyOf(contact, tag));
}

export function merge(
  model: MergeModel,
  now: number,
  { id, sources, into, contacts }: { id: number; sources: number[]; into: number; contacts: number[] },
): void {
  const days = daysOf(model, into);
  const made: Merge = { id, sources, into, undone: false, ended: false, contacts: new Map() };
  for (const contact of contacts) {
    const rows = new Map(
      sources.flatMap((tag) => {
        const row = model.held.get(keyOf(contact, tag));
        return row ? [[tag, row] as const] : [];
      }),
    );
    const own = model.held.get(keyOf(contact, into));
    const prior = own && isAlive(own, now) ? own : null;
    const [first, ...rest] = [...rows.values(), ...(prior ? [prior] : [])].filter((row) => isAlive(row, now));
    const gives = first && [...rows.values()].some((row) => isAlive(row, now));
    const whole = gives
      ? mergeHoldings([first, ...rest], (at) => ruledExpiry(at, { days, timeZone: model.zone }))
      : null;
    const after = whole && isAlive(whole, now) ? { ...whole } : null;
    made.contacts.set(contact, { prior, after, sources: rows, settled: false });
    if (after) model.held.set(keyOf(contact, into), after);
    for (const tag of rows.keys()) model.held.delete(keyOf(contact, tag));
  }
  for (const tag of model.tags) if (sources.includes(tag.id)) tag.into = into;
  model.merges.push(made);
}

/** How many contacts it leaves alone. */
export function undo(model: MergeModel, merged: Merge): number {
  for (const [contact, { prior, after, sources, settled }] of merged.contacts) {
    if (settled) continue;
    const key = keyOf(contact, merged.into);
    if (after && model.held.get(key) === after) {
      if (prior) model.held.set(key, prior);
      else model.held.delete(key);
    }
    for (const [tag, row] of sources) model.held.set(keyOf(contact, tag), row);
  }
  for (const tag of model.tags) if (merged.sources.includes(tag.id)) tag.into = null;
  merged.undone = true;
  merged.ended = false;
  return [...merged.contacts.values()].filter(({ settled }) => settled).length;
}

/** The later merge that keeps this one from being undone. */
export function blocking(model: MergeModel, { id, sources, into }: Merge): Merge | undefined {
  const tags = new Set([...sources, into]);
  return model.merges.findLast(
    (other) => other.id > id && !other.undone && [...other.sources, other.into].some((tag) => tags.has(tag)),
  );
}

/** A row that a merge made is changed: that merge, and those before it, let the contact go. */
function release(model: MergeModel, contact: number, row: Row): void {
  for (const { undone, contacts } of model.merges) {
    const moved = contacts.get(contact);
    if (undone || !moved || moved.after !== row || moved.settled) continue;
    moved.settled = true;
    for (const source of moved.sources.values()) release(model, contact, source);
    if (moved.prior) release(model, contact, moved.prior);
  }
}
