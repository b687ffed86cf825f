import { setImmediate as breathe } from "node:timers/promises";
import type { ContactFilter } from "@tagdeck/core/contacts/inputs";
import { type ContactSearch, matchesSearch, parseSearch } from "@tagdeck/core/contacts/search";
import { DomainError } from "@tagdeck/core/errors";
import type { Context } from "../context.ts";
import * as tags from "../tags/store.ts";
import { type Place, placesOf } from "../merges/effective.ts";
import * as candidates from "./candidates.ts";

/** One thing asked of contacts: to have one of some tags, or one of some grams. */
type Condition = {
  /** How many contacts meet it, at most; `many` stands for that and more. */
  size: number;
  newest(before: number | null, limit: number): Promise<number[]>;
  among(ids: readonly number[]): Promise<Set<number>>;
};

/** What is asked of contacts. Candidates come from what the fewest meet, and pass through all the rest. */
export type Sieve = {
  /** How many candidates there are, at most; `many` stands for that and more, infinity for all contacts. */
  size: number;
  /** Nobody can pass. */
  isEmpty: boolean;
  /** The newest candidates, from before an id. */
  newest(before: number | null, limit: number): Promise<number[]>;
  /** Those of `ids` that pass, in their order; `from` says that they are candidates. */
  pass(ids: readonly number[], from?: "candidates"): Promise<number[]>;
};

/** Whom a gram stands for is counted no further: beyond it is too many to be sorted by name. */
const many = 6_000;

/**
 * @throws DomainError `tag_not_found`
 */
export async function openSieve(ctx: Context, filter: ContactFilter): Promise<Sieve> {
  const { all, any, not } = await tagsOf(ctx, filter);
  const typed = filter.search.trim() !== "";
  const search = typed ? parseSearch(filter.search) : null;
  const byTags = await tagConditions(ctx, [...all.map((id) => [id]), ...(any.length > 0 ? [any] : [])]);
  const byText = await gramConditions(ctx, search, byTags);
  const conditions = [...byTags, ...byText].sort((a, b) => a.size - b.size);
  const [rarest] = conditions;
  return {
    size: rarest?.size ?? Number.POSITIVE_INFINITY,
    isEmpty: rarest?.size === 0 || (typed && search === null),
    newest: (before, limit) =>
      rarest ? rarest.newest(before, limit) : candidates.newest(ctx, before, limit),
    async pass(ids, from) {
      let left = ids;
      for (const { among } of from ? conditions.slice(1) : conditions) {
        const passed = await among(left);
        left = left.filter((id) => passed.has(id));
      }
      if (not.length > 0) {
        const refused = await candidates.amongTagged(ctx, left, await placesOfAll(ctx, not));
        left = left.filter((id) => !refused.has(id));
      }
      return search ? matching(ctx, left, search) : [...left];
    },
  };
}

/** Contacts that pass, newest first, in portions; other requests get their turn between them. */
export async function* newestOf(
  sieve: Sieve,
  from: { before: number | null; portion: number },
): AsyncGenerator<{ passed: number[]; read: number }> {
  let { before, portion } = from;
  while (!sieve.isEmpty) {
    const ids = await sieve.newest(before, portion);
    yield { passed: await sieve.pass(ids, "candidates"), read: ids.length };
    const last = ids.at(-1);
    if (ids.length < portion || last === undefined) return;
    before = last;
    portion = nextPortion(portion);
    await breathe();
  }
}

/** What is read next is more, for most of it seems to be refused; yet never so much that others wait. */
export function nextPortion(portion: number): number {
  return Math.max(portion, Math.min(portion * 2, 2_000));
}

async function tagsOf(ctx: Context, { allTags, anyTags, noTags, tagId }: ContactFilter) {
  const words = await tags.vocabulary(ctx);
  // A merged tag stands for what it became.
  const current = (ids: readonly number[]) => [...new Set(ids.map((id) => tags.survivorOf(words, id)))];
  const [all, any, not] = [current(tagId ? [...allTags, tagId] : allTags), current(anyTags), current(noTags)];
  for (const id of [...all, ...any, ...not]) {
    if (words.get(id)?.deleted !== false) throw new DomainError("tag_not_found", { id });
  }
  return { all, any, not };
}

async function tagConditions(ctx: Context, groups: readonly number[][]): Promise<Condition[]> {
  const counts = await tags.counts(ctx, [...new Set(groups.flat())]);
  const conditions: Condition[] = [];
  for (const tagIds of groups) {
    const places = await placesOfAll(ctx, tagIds);
    conditions.push({
      size: tagIds.reduce((sum, id) => sum + (counts.get(id) ?? 0), 0),
      newest: (before, limit) =>
        merged(places, limit, (place) => candidates.withTag(ctx, place, before, limit)),
      among: (ids) => candidates.amongTagged(ctx, ids, places),
    });
  }
  return conditions;
}

async function placesOfAll(ctx: Context, tagIds: readonly number[]): Promise<Place[]> {
  const places: Place[] = [];
  for (const id of tagIds) places.push(...(await placesOf(ctx, id)));
  return places;
}

async function gramConditions(
  ctx: Context,
  search: ContactSearch | null,
  others: readonly Condition[],
): Promise<Condition[]> {
  const conditions: Condition[] = [];
  // Who has less than the rarest so far need not be counted to the end.
  let limit = Math.min(many, ...others.map(({ size }) => size + 1));
  for (const grams of search?.groups ?? []) {
    let size = 0;
    for (const gram of grams) size += await candidates.countGram(ctx, gram, limit);
    limit = Math.max(1, Math.min(limit, size));
    conditions.push({
      size,
      newest: (before, most) => merged(grams, most, (gram) => candidates.withGram(ctx, gram, before, most)),
      among: (ids) => candidates.amongGrams(ctx, ids, grams),
    });
  }
  return conditions;
}

/** The newest of several lists, each newest first and of `limit` at most. */
async function merged<K>(
  keys: readonly K[],
  limit: number,
  read: (key: K) => Promise<number[]>,
): Promise<number[]> {
  const [only] = keys;
  if (only !== undefined && keys.length === 1) return read(only);
  const all = new Set<number>();
  for (const key of keys) for (const id of await read(key)) all.add(id);
  return [...all].sort((a, b) => b - a).slice(0, limit);
}

async function matching(ctx: Context, ids: readonly number[], search: ContactSearch): Promise<number[]> {
  const texts = await candidates.texts(ctx, ids);
  return ids.filter((id) => {
    const text = texts.get(id);
    return text !== undefined && matchesSearch(text, search);
  });
}
