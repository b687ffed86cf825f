import { setImmediate as breathe } from "node:timers/promises";
import { DomainError } from "@tagdeck/core/errors";
import type { GetInsights } from "@tagdeck/core/insights/inputs";
import type { InsightDay, Insights, InsightTag } from "@tagdeck/core/insights/insights";
import { lastDays } from "@tagdeck/core/workspaces/clock";
import * as actors from "../actors/store.ts";
import { authorize, type Context, may } from "../context.ts";
import type { HeavyRead } from "../reads/heavy-read.ts";
import * as log from "../tags/log.ts";
import * as tags from "../tags/store.ts";
import type { Word } from "../tags/vocabulary.ts";
import * as insights from "./store.ts";

const listed = 10;
const day = 86_400_000;

/** What became of the tags in the last days. Who may not see the members sees of people only themselves. */
export async function getInsights(ctx: Context, input: GetInsights): Promise<Insights> {
  authorize(ctx, "tags.read");
  // A panel may be limited to some contacts; these are numbers of all.
  if (ctx.principal.kind === "panel") throw new DomainError("forbidden", { permission: "tags.read" });
  return ctx.readHeavy(readInsights, input);
}

export const readInsights: HeavyRead<GetInsights, Insights> = {
  name: "insights.get",
  async run(ctx, { days: count }) {
    const words = [...(await tags.vocabulary(ctx)).values()];
    const isGone = ({ deleted, mergedInto }: Word) => deleted || mergedInto !== null;
    const there = words.filter((word) => !isGone(word));
    const without = words.filter(isGone).map(({ id }) => id);
    const dates = lastDays(ctx.now, ctx.workspace.timeZone, count);
    const from = dates[0]?.from ?? ctx.now;
    const merged = await log.growths(
      ctx,
      there.map(({ id }) => id),
      { from, to: ctx.now + 1 },
    );
    const days = await readDays(ctx, dates, { without, merged });
    const changes = await insights.byTag(ctx, from, without);
    const grown = Map.groupBy(merged, ({ tagId }) => tagId);
    await breathe();
    const counts = await tags.counts(ctx);
    const all = there.map(({ id, name, color }): InsightTag => {
      const { added, removed } = changes.get(id) ?? { added: 0, removed: 0 };
      const change = added - removed + sum(grown.get(id) ?? []);
      return { id, name, color, count: counts.get(id) ?? 0, change };
    });
    // What is still to be moved to the tag it was merged into is that tag's already.
    const known = new Map(words.map((word) => [word.id, word]));
    const lost = words.flatMap(({ id }) => (known.get(tags.survivorOf(known, id))?.deleted ? id : []));
    const by = (compare: (a: InsightTag, b: InsightTag) => number) =>
      all.toSorted((a, b) => compare(a, b) || a.id - b.id).slice(0, listed);
    return {
      days,
      top: by((a, b) => b.count - a.count).filter((tag) => tag.count > 0),
      growing: by((a, b) => b.change - a.change).filter(({ change }) => change > 0),
      shrinking: by((a, b) => a.change - b.change).filter(({ change }) => change < 0),
      people: await readPeople(ctx, from, without),
      contacts: await insights.contacts(ctx, lost),
    };
  },
};

/** Each day's tags: what is now, less what history says since. */
async function readDays(
  ctx: Context,
  dates: readonly { date: string; from: number }[],
  { without, merged }: { without: readonly number[]; merged: readonly { at: number; n: number }[] },
): Promise<InsightDay[]> {
  const counted: { added: number; removed: number }[] = [];
  for (const stretch of stretches(dates, ctx.now + 1)) {
    const found = await insights.byDay(ctx, stretch, without);
    for (let place = 0; place < stretch.days; place += 1) {
      counted.push(found.get(place) ?? { added: 0, removed: 0 });
    }
    await breathe();
  }
  const buckets = await insights.buckets(ctx, without);
  let since = 0;
  return dates
    .map(({ date, from }, i) => ({
      date,
      from,
      ...(counted[i] ?? { added: 0, removed: 0 }),
      end: dates[i + 1]?.from,
    }))
    .toReversed()
    .map(({ date, from, added, removed, end }): InsightDay => {
      const at = Math.min((end ?? Infinity) - 1, ctx.now);
      const held = buckets.reduce(
        (total, { expiresAt, n }) => total + (expiresAt === 0 || expiresAt > at ? n : 0),
        0,
      );
      const live = held - since;
      since += added - removed + sum(merged.filter((one) => from <= one.at && one.at <= at));
      return { date, added, removed, live };
    })
    .toReversed();
}

/** Days in a row that are 24 hours long are counted together; one on which the clocks change is by itself. */
export function stretches(
  dates: readonly { from: number }[],
  end: number,
): (insights.Stretch & { days: number })[] {
  const found: (insights.Stretch & { days: number })[] = [];
  for (const [i, { from }] of dates.entries()) {
    const to = dates[i + 1]?.from ?? end;
    const last = found.at(-1);
    const even = last !== undefined && last.to === from && from - last.from === last.days * day;
    if (even && to - from <= day) found[found.length - 1] = { from: last.from, to, days: last.days + 1 };
    else found.push({ from, to, days: 1 });
  }
  return found;
}

function sum(merged: readonly { n: number }[]): number {
  return merged.reduce((total, { n }) => total + n, 0);
}

async function readPeople(
  ctx: Context,
  from: number,
  without: readonly number[],
): Promise<Insights["people"]> {
  const me = await actors.find(ctx);
  const all = may(ctx, "members.read");
  if (!all && me === null) return [];
  const rows = await insights.byActor(ctx, from, without, all ? null : me);
  const known = await actors.byId(
    ctx,
    rows.map(({ actorId }) => actorId),
  );
  return rows.map(({ actorId, added }) => ({
    kind: actors.kindOf(known.get(actorId)?.kind),
    name: known.get(actorId)?.name ?? "",
    isYou: actorId === me,
    added,
  }));
}
