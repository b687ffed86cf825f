import type { ContactCount } from "@tagdeck/core/contacts/contact";
import { DomainError } from "@tagdeck/core/errors";
import type { DuplicateGroup, IgnoredPair } from "@tagdeck/core/tags/duplicate-group";
import type { Duplicates } from "@tagdeck/core/tags/duplicates";
import { withoutPairs } from "@tagdeck/core/tags/ignored-pairs";
import type { ListDuplicates, ListIgnored, TagPairs } from "@tagdeck/core/tags/inputs";
import * as activity from "../activity/store.ts";
import * as actors from "../actors/store.ts";
import { authorize, type Context, iso } from "../context.ts";
import * as feed from "../feed/store.ts";
import { decodeCursor, encodeCursor } from "../paging.ts";
import type { HeavyRead } from "../reads/heavy-read.ts";
import { duplicatesOf } from "./duplicates-cache.ts";
import * as ignored from "./ignored-store.ts";
import * as shared from "./shared-store.ts";
import * as tags from "./store.ts";
import { viewWord } from "./view.ts";
import type { Word } from "./vocabulary.ts";

/** Groups of tags whose names look like one, the surest first, without the pairs that somebody ignored. */
export async function listDuplicates(
  ctx: Context,
  input: ListDuplicates,
): Promise<{ items: DuplicateGroup[]; total: number; pairs: number; nextCursor: string | null }> {
  authorize(ctx, "tags.bulk");
  const words = await tags.vocabulary(ctx);
  const groups = (await groupsLeft(ctx)).map((group) => ({ ...group, at: placeOf(group, words) }));
  const after = input.cursor ? decodeCursor(input.cursor, [0, "", ""] as const) : null;
  const rest = groups.filter(({ at }) => after === null || compare(at, after) > 0);
  const page = rest.toSorted((a, b) => compare(a.at, b.at)).slice(0, input.limit);
  const counts = await tags.counts(
    ctx,
    page.flatMap(({ ids }) => ids),
  );
  const sharing = input.shared ? await ctx.readHeavy(countShared, sets(page, counts)) : [];
  const last = page.at(-1);
  return {
    items: page.map(({ ids, reason, score }, i) => ({
      tags: ids.flatMap((id) => {
        const word = words.get(id);
        return word ? viewWord(word, counts.get(id) ?? 0) : [];
      }),
      reason,
      score,
      shared: sharing[i] ?? null,
    })),
    total: groups.length,
    pairs: groups.reduce((sum, { ids }) => sum + (ids.length * (ids.length - 1)) / 2, 0),
    nextCursor: rest.length > page.length && last ? encodeCursor(last.at) : null,
  };
}

/** Shows these pairs no more; returns those that were shown until now. */
export async function ignoreDuplicates(ctx: Context, { pairs }: TagPairs): Promise<TagPairs> {
  authorize(ctx, "tags.bulk");
  const given = ordered(pairs);
  const live = await tags.keepLive(ctx, [...new Set(given.flat())]);
  for (const id of given.flat()) if (!live.has(id)) throw new DomainError("tag_not_found", { id });
  const added = await ignored.add(ctx, given, await actors.current(ctx));
  await tell(ctx, "tags.ignoreDuplicates", added);
  return { pairs: copies(added) };
}

/** Shows ignored pairs again; returns those that were ignored until now. */
export async function unignoreDuplicates(ctx: Context, { pairs }: TagPairs): Promise<TagPairs> {
  authorize(ctx, "tags.bulk");
  const removed = await ignored.remove(ctx, ordered(pairs));
  await tell(ctx, "tags.unignoreDuplicates", removed);
  return { pairs: copies(removed) };
}

/** The pairs that were ignored, newest first, as far as both tags are there. */
export async function ignoredDuplicates(
  ctx: Context,
  input: ListIgnored,
): Promise<{ items: IgnoredPair[]; total: number; nextCursor: string | null }> {
  authorize(ctx, "tags.bulk");
  const words = await tags.vocabulary(ctx);
  const all = (await ignored.all(ctx)).flatMap((row) => {
    const [a, b] = [words.get(row.tag_a), words.get(row.tag_b)];
    return a && b && !a.deleted && !b.deleted ? [{ row, a, b }] : [];
  });
  const after = input.cursor ? decodeCursor(input.cursor, [0, 0, 0] as const) : null;
  const rest = all.filter(({ row }) => {
    return after === null || compare(after, [row.at, row.tag_a, row.tag_b]) > 0;
  });
  const page = rest.slice(0, input.limit);
  const counts = await tags.counts(ctx, [...new Set(page.flatMap(({ a, b }) => [a.id, b.id]))]);
  const people = await actors.byId(
    ctx,
    page.map(({ row }) => row.actor_id),
  );
  const exact = (word: Word) => viewWord(word, counts.get(word.id) ?? 0);
  const last = page.at(-1)?.row;
  return {
    items: page.map(({ row, a, b }) => ({
      tags: [exact(a), exact(b)],
      by: people.get(row.actor_id)?.name ?? "",
      at: iso(row.at),
    })),
    total: all.length,
    nextCursor: rest.length > page.length && last ? encodeCursor([last.at, last.tag_a, last.tag_b]) : null,
  };
}

type Sets = { largest: number; others: number[] }[];

/** How many contacts have more than one tag of each set. */
export const countShared: HeavyRead<Sets, ContactCount[]> = {
  name: "tags.shared",
  async run(ctx, groups) {
    const counts: ContactCount[] = [];
    for (const group of groups) counts.push(await shared.count(ctx, group));
    return counts;
  },
};

function sets(groups: readonly { ids: number[] }[], counts: ReadonlyMap<number, number>): Sets {
  return groups.map(({ ids }) => {
    const [largest = 0, ...others] = ids.toSorted((a, b) => (counts.get(b) ?? 0) - (counts.get(a) ?? 0));
    return { largest, others };
  });
}

async function groupsLeft(ctx: Context): Promise<Duplicates[]> {
  const found = await duplicatesOf(ctx);
  const pairs = new Set((await ignored.all(ctx)).map(({ tag_a, tag_b }) => `${tag_a} ${tag_b}`));
  const isPair = (a: number, b: number) => pairs.has(a < b ? `${a} ${b}` : `${b} ${a}`);
  return found.flatMap((group) => withoutPairs(group.ids, isPair).map((ids) => ({ ...group, ids })));
}

type Place = readonly (string | number)[];

/** The surest first, then by name; ids part groups that have a tag in common. */
function placeOf({ ids, score }: Duplicates, words: ReadonlyMap<number, Word>) {
  return [-score, words.get(ids[0] ?? 0)?.key ?? "", ids.join(" ").slice(0, 100)] as const;
}

function compare(a: Place, b: Place): number {
  for (const [i, value] of a.entries()) {
    const other = b[i] ?? 0;
    if (value !== other) return value < other ? -1 : 1;
  }
  return 0;
}

function ordered(pairs: TagPairs["pairs"]): ignored.Pair[] {
  const all = pairs.filter(([a, b]) => a !== b).map(([a, b]): ignored.Pair => (a < b ? [a, b] : [b, a]));
  return [...new Map(all.map((pair) => [pair.join(" "), pair])).values()];
}

function copies(pairs: readonly ignored.Pair[]): TagPairs["pairs"] {
  return pairs.map(([a, b]) => [a, b]);
}

/** Others' pages read the duplicates anew with the workspace. */
async function tell(ctx: Context, action: string, pairs: readonly ignored.Pair[]): Promise<void> {
  if (pairs.length === 0) return;
  await feed.append(ctx, { kind: "workspace" });
  const words = await tags.vocabulary(ctx);
  const [first = []] = pairs;
  const names = first.map((id) => words.get(id)?.name ?? "").join(" / ");
  await activity.record(ctx, action, { subject: "workspace", details: { pairs: pairs.length, names } });
}
