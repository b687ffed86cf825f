import type { BulkTarget } from "@tagdeck/core/bulk/inputs";
import type { ContactFilter } from "@tagdeck/core/contacts/inputs";
import * as candidates from "../contacts/candidates.ts";
import { newestOf, openSieve } from "../contacts/sieve.ts";
import * as contacts from "../contacts/store.ts";
import type { Context } from "../context.ts";
import { placesOf } from "../merges/effective.ts";
import type { HeavyRead } from "../reads/heavy-read.ts";

/** So many candidates are looked at before what was found is dealt with. */
const readAtOnce = 20_000;

/** Some of the contacts that are meant, the newest first, from before an id; `before` null = there are no more. */
export async function nextOf(
  ctx: Context,
  target: BulkTarget,
  before: number,
  limit: number,
): Promise<{ ids: number[]; before: number | null }> {
  if ("ids" in target) {
    const left = [...new Set(target.ids)].filter((id) => id < before).sort((a, b) => b - a);
    const ids = left.slice(0, limit);
    return { ids, before: left.length > ids.length ? (ids.at(-1) ?? null) : null };
  }
  const except = new Set(target.except);
  const sieve = await openSieve(ctx, target.filter);
  const ids: number[] = [];
  let [read, place] = [0, before];
  while (!sieve.isEmpty) {
    const portion = await sieve.newest(place, limit);
    ids.push(...(await sieve.pass(portion, "candidates")).filter((id) => !except.has(id)));
    read += portion.length;
    const last = portion.at(-1);
    if (portion.length < limit || last === undefined) return { ids, before: null };
    place = last;
    if (ids.length >= limit || read >= readAtOnce) return { ids, before: place };
  }
  return { ids, before: null };
}

type Counted = { expectedCount: number; have: { tagId: number; n: number }[] };

/** How many contacts are meant, and how many of them have each of some tags. */
export const countTarget: HeavyRead<{ target: BulkTarget; tagIds: number[] }, Counted> = {
  name: "bulk.count",
  async run(ctx, { target, tagIds }) {
    let expectedCount = 0;
    const have = new Map(tagIds.map((tagId) => [tagId, 0]));
    for await (const ids of portionsOf(ctx, target)) {
      expectedCount += ids.length;
      for (const tagId of tagIds) {
        const having = await candidates.amongTagged(ctx, ids, await placesOf(ctx, tagId));
        have.set(tagId, (have.get(tagId) ?? 0) + having.size);
      }
    }
    return { expectedCount, have: [...have].map(([tagId, n]) => ({ tagId, n })) };
  },
};

async function* portionsOf(ctx: Context, target: BulkTarget): AsyncGenerator<number[]> {
  if ("ids" in target) {
    const ids = [...new Set(target.ids)];
    for (let i = 0; i < ids.length; i += 1_000) yield await contacts.existing(ctx, ids.slice(i, i + 1_000));
    return;
  }
  const except = new Set(target.except);
  const filter: ContactFilter = target.filter;
  for await (const { passed } of newestOf(await openSieve(ctx, filter), { before: null, portion: 1_000 })) {
    yield passed.filter((id) => !except.has(id));
  }
}
