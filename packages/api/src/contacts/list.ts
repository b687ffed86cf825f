import { setImmediate as breathe } from "node:timers/promises";
import type { ContactCount, ContactListItem } from "@tagdeck/core/contacts/contact";
import type { ContactFilter, ListContacts } from "@tagdeck/core/contacts/inputs";
import { DomainError } from "@tagdeck/core/errors";
import { authorize, type Context } from "../context.ts";
import { decodeCursor, encodeCursor } from "../paging.ts";
import type { HeavyRead } from "../reads/heavy-read.ts";
import * as tags from "../tags/store.ts";
import * as candidates from "./candidates.ts";
import { newestOf, nextPortion, openSieve, type Sieve } from "./sieve.ts";
import * as contacts from "./store.ts";
import { viewList } from "./view.ts";

/** So few are sorted by name; among more, the names are read in their order. */
const sortable = 5_000;
/** Up to here contacts are counted exactly: all of them, and those that pass a filter. */
const countAllMax = 10_000;
const countMax = 1_000;
/** So many candidates are looked at for a count. */
const countRead = 100_000;

export async function listContacts(
  ctx: Context,
  input: ListContacts,
): Promise<{ items: ContactListItem[]; nextCursor: string | null }> {
  authorizeList(ctx);
  const sieve = await openSieve(ctx, input);
  const size = input.limit + 1;
  const ids =
    input.sort === "name"
      ? await byName(ctx, sieve, input.cursor ?? null, size)
      : await byAge(sieve, input.cursor ?? null, size);
  const rows = new Map(
    (
      await contacts.findMany(
        ctx,
        ids.map((id) => ({ id })),
      )
    ).map((row) => [row.id, row]),
  );
  const shown = ids.slice(0, input.limit).flatMap((id) => rows.get(id) ?? []);
  const last = shown.at(-1);
  const end = last && (input.sort === "name" ? [last.name_key, last.id] : [last.id]);
  return {
    items: await viewList(ctx, shown),
    nextCursor: ids.length > input.limit && end ? encodeCursor(end) : null,
  };
}

/** How many contacts pass the filter: exactly, or that there are more than so many. */
export async function countContacts(ctx: Context, filter: ContactFilter): Promise<ContactCount> {
  authorizeList(ctx);
  const { allTags, anyTags, noTags, tagId } = filter;
  const tagIds = [...new Set([...allTags, ...anyTags, ...(tagId ? [tagId] : [])])];
  if (filter.search.trim() !== "" || noTags.length > 0 || tagIds.length > 1) {
    return ctx.readHeavy(countPassing, filter);
  }
  const [only] = tagIds;
  if (only !== undefined) {
    await openSieve(ctx, filter);
    return { count: (await tags.counts(ctx, [only])).get(only) ?? 0, exact: true };
  }
  const count = await candidates.countAll(ctx, countAllMax + 1);
  return { count: Math.min(count, countAllMax), exact: count <= countAllMax };
}

export const countPassing: HeavyRead<ContactFilter, ContactCount> = {
  name: "contacts.count",
  async run(ctx, filter) {
    const sieve = await openSieve(ctx, filter);
    let [count, read] = [0, 0];
    for await (const portion of newestOf(sieve, { before: null, portion: 1_000 })) {
      count += portion.passed.length;
      read += portion.read;
      if (count > countMax) return { count: countMax, exact: false };
      if (read >= countRead) return { count, exact: false };
    }
    return { count, exact: true };
  },
};

function authorizeList(ctx: Context): void {
  authorize(ctx, "contacts.read");
  // A panel may be limited to some contacts; the list is the console's.
  if (ctx.principal.kind === "panel") throw new DomainError("forbidden", { permission: "contacts.read" });
}

async function byAge(sieve: Sieve, cursor: string | null, size: number): Promise<number[]> {
  const before = cursor === null ? null : decodeCursor(cursor, [0] as const)[0];
  const found: number[] = [];
  for await (const { passed } of newestOf(sieve, { before, portion: size })) {
    found.push(...passed);
    if (found.length >= size) break;
  }
  return found.slice(0, size);
}

async function byName(ctx: Context, sieve: Sieve, cursor: string | null, size: number): Promise<number[]> {
  const sample: readonly [string, number] = ["", 0];
  const after = cursor === null ? null : decodeCursor(cursor, sample);
  const place = after && { key: after[0], id: after[1] };
  if (sieve.size <= sortable) return sorted(ctx, sieve, place, size);
  const found: number[] = [];
  let portion = size;
  let at = place;
  while (!sieve.isEmpty && found.length < size) {
    const read = await nextByName(ctx, at, portion);
    found.push(...(await sieve.pass(read.map(({ id }) => id))));
    at = read.at(-1) ?? null;
    if (read.length < portion || at === null) break;
    portion = nextPortion(portion);
    await breathe();
  }
  return found.slice(0, size);
}

/** Those with a name, and behind them those without. */
async function nextByName(ctx: Context, after: candidates.Named | null, limit: number) {
  const next = after ? await candidates.ofName(ctx, after, limit) : [];
  if (after?.key === "") return next;
  if (next.length < limit) {
    next.push(...(await candidates.behindName(ctx, after?.key ?? "", limit - next.length)));
  }
  if (next.length < limit) {
    next.push(...(await candidates.ofName(ctx, { key: "", id: 0 }, limit - next.length)));
  }
  return next;
}

async function sorted(ctx: Context, sieve: Sieve, after: candidates.Named | null, size: number) {
  const all: candidates.Named[] = [];
  for await (const { passed } of newestOf(sieve, { before: null, portion: 1_000 })) {
    const texts = await candidates.texts(ctx, passed);
    for (const id of passed) all.push({ id, key: texts.get(id)?.key ?? "" });
  }
  return all
    .filter((one) => after === null || compare(one, after) > 0)
    .sort(compare)
    .slice(0, size)
    .map(({ id }) => id);
}

function compare(a: candidates.Named, b: candidates.Named): number {
  if (a.key === b.key) return a.id - b.id;
  if (a.key === "" || b.key === "") return a.key === "" ? 1 : -1;
  return byCodePoint(a.key, b.key);
}

/** As the databases sort keys. */
function byCodePoint(a: string, b: string): number {
  let at = 0;
  while (at < a.length && a[at] === b[at]) at += 1;
  return (a.codePointAt(at) ?? -1) - (b.codePointAt(at) ?? -1);
}
