import { setImmediate as breathe } from "node:timers/promises";
import { DomainError } from "@tagdeck/core/errors";
import { type TagTrend, trendDays } from "@tagdeck/core/tags/trend";
import { lastDays } from "@tagdeck/core/workspaces/clock";
import * as net from "../assignments/net-store.ts";
import { authorize, type Context } from "../context.ts";
import * as tags from "./store.ts";

/** How many days of history are read before others get their turn. */
const stretch = 6;

/** How many contacts had the tag at the end of each of the last days: today's count, less what history says since. */
export async function tagTrend(ctx: Context, id: number): Promise<TagTrend> {
  authorize(ctx, "tags.read");
  const word = (await tags.vocabulary(ctx)).get(id);
  if (!word || word.deleted) throw new DomainError("tag_not_found", { id });
  const buckets = await tags.buckets(ctx, id);
  const days = lastDays(ctx.now, ctx.workspace.timeZone, trendDays);
  const starts = days.map(({ from }) => from);
  // What happens while this is read is not in the count, and neither in the last span.
  const spans = starts.map((from, i) => ({ from, to: starts[i + 1] ?? ctx.now + 1 }));
  const grown: number[] = [];
  for (let i = 0; i < spans.length; i += stretch) {
    grown.push(...(await net.inSpans(ctx, id, spans.slice(i, i + stretch))));
    await breathe();
  }

  let since = 0;
  const counted = days.map(({ date }, i) => ({ date, grown: grown[i] ?? 0, to: spans[i]?.to ?? ctx.now }));
  return {
    days: counted
      .toReversed()
      .map(({ date, grown: here, to }) => {
        const end = Math.min(to - 1, ctx.now);
        const held = buckets.reduce(
          (total, { expiresAt, n }) => total + (expiresAt === 0 || expiresAt > end ? n : 0),
          0,
        );
        const count = held - since;
        since += here;
        return { date, count };
      })
      .toReversed(),
  };
}
