import { type HygieneList, hygieneLists, type HygieneTag, staleDays } from "@tagdeck/core/tags/hygiene";
import type { ListHygiene } from "@tagdeck/core/tags/inputs";
import { authorize, type Context, iso } from "../context.ts";
import { decodeCursor, encodeCursor } from "../paging.ts";
import type { HeavyRead } from "../reads/heavy-read.ts";
import * as lastApplied from "./last-applied-store.ts";
import { liveWords } from "./list.ts";
import * as tags from "./store.ts";
import { viewWord } from "./view.ts";

const day = 86_400_000;

/** Tags that may not be needed, those longest without use first. What is archived is tidied up already. */
export async function listHygiene(
  ctx: Context,
  input: ListHygiene,
): Promise<{
  items: HygieneTag[];
  /** All of the list in its order, with its first page only. */
  ids: number[] | null;
  totals: Record<HygieneList, number>;
  nextCursor: string | null;
}> {
  authorize(ctx, "tags.bulk");
  const found = await ctx.readHeavy(findHygiene, null);
  const all = found[input.list];
  const after = input.cursor ? decodeCursor(input.cursor, [0, 0] as const) : null;
  const rest = after === null ? all : all.filter((row) => compare(placeOf(row), after) > 0);
  const page = rest.slice(0, input.limit);
  const last = page.at(-1);
  const words = await tags.vocabulary(ctx);
  return {
    items: page.flatMap(({ id, n, lastAt }) => {
      const word = words.get(id);
      return word ? { ...viewWord(word, n), lastAppliedAt: lastAt === null ? null : iso(lastAt) } : [];
    }),
    ids: after === null ? all.map(({ id }) => id) : null,
    totals: { unused: found.unused.length, once: found.once.length, stale: found.stale.length },
    nextCursor: rest.length > page.length && last ? encodeCursor(placeOf(last)) : null,
  };
}

type Row = { id: number; n: number; lastAt: number | null; since: number };

export const findHygiene: HeavyRead<null, Record<HygieneList, Row[]>> = {
  name: "tags.hygiene",
  async run(ctx) {
    const words = (await liveWords(ctx)).filter(({ archivedAt }) => archivedAt === null);
    const counts = await tags.counts(ctx);
    const last = await lastApplied.find(
      ctx,
      words.map(({ id }) => id),
    );
    const rows = words
      .map(({ id, createdAt }): Row => {
        const lastAt = last.get(id) ?? null;
        return { id, n: counts.get(id) ?? 0, lastAt, since: lastAt ?? createdAt };
      })
      .sort((a, b) => compare(placeOf(a), placeOf(b)));
    const isIn: Record<HygieneList, (row: Row) => boolean> = {
      unused: ({ n }) => n === 0,
      once: ({ n }) => n === 1,
      // Of one that was never given, since it was made.
      stale: ({ since }) => since < ctx.now - staleDays * day,
    };
    const [unused = [], once = [], stale = []] = hygieneLists.map((list) => rows.filter(isIn[list]));
    return { unused, once, stale };
  },
};

function placeOf({ since, id }: Row): readonly [number, number] {
  return [since, id];
}

function compare(a: readonly [number, number], b: readonly [number, number]): number {
  return a[0] - b[0] || a[1] - b[1];
}
