import { lastFullHour } from "@tagdeck/core/workspaces/clock";
import * as net from "../assignments/net-store.ts";
import type { Context } from "../context.ts";
import * as feed from "../feed/store.ts";
import * as hours from "./hour-store.ts";
import * as tags from "./store.ts";

/**
 * All counts as they were at the last full hour, where the workspace counts by the hour and has not done so
 * yet; null = nothing to do. They are right however late they come: what happened since the hour is taken back out.
 */
export async function countHour(ctx: Context): Promise<hours.HourlyCounts | null> {
  const { settings, timeZone } = ctx.workspace;
  const hour = lastFullHour(ctx.now, timeZone);
  if (settings.countMode !== "hourly" || (await hours.findTime(ctx)) === hour) return null;
  const words = [...(await tags.vocabulary(ctx)).values()].filter((word) => word.createdAt <= hour);
  const counts = await tags.counts(ctx, undefined, hour);
  const since = await net.since(
    ctx,
    words.map(({ id }) => id),
    hour,
  );
  return {
    countedAt: hour,
    counts: new Map(words.map(({ id }) => [id, (counts.get(id) ?? 0) - (since.get(id) ?? 0)])),
  };
}

/** Lists show these counts from now on. */
export async function showHour(ctx: Context, counts: hours.HourlyCounts): Promise<void> {
  if (ctx.workspace.settings.countMode !== "hourly") return;
  await hours.save(ctx, counts);
  await feed.append(ctx, { kind: "workspace" });
}
