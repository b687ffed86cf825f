import { takeBack } from "../assignments/take-back.ts";
import * as contacts from "../contacts/store.ts";
import type { Context } from "../context.ts";
import type { TagEventRow } from "../db/schema.ts";
import * as history from "../history/store.ts";
import * as tags from "../tags/store.ts";
import * as back from "./back-store.ts";
import type { BulkState } from "./kinds.ts";

/** How many were changed back, and how many changes stay, for they were made since. */
export type DidBack = { done: number; leftAlone: number };

/** Takes from some contacts a tag that the bulk change gave them, with an entry each, where it is as it was given. */
export async function takeGiven(
  ctx: Context,
  bulk: BulkState,
  tagId: number,
  ids: readonly number[],
): Promise<DidBack> {
  const there = await contacts.lockIds(ctx, ids);
  const mine = new Set(await back.untouched(ctx, tagId, bulk, there));
  const entries = (await history.impliedOf(ctx, [...mine])).filter(
    ({ tag_id, batch }) => tag_id === tagId && batch?.originId === bulk.originId,
  );
  await takeBack(ctx, entries);
  return { done: entries.length, leftAlone: there.length - entries.length };
}

/** Gives some contacts back what the bulk change took from them, or the time that it let begin anew. */
export async function bringBack(
  ctx: Context,
  tagId: number,
  entries: readonly TagEventRow[],
): Promise<DidBack> {
  const there = new Set(
    await contacts.lockIds(
      ctx,
      entries.map((entry) => entry.contact_id),
    ),
  );
  const live = await tags.keepLive(ctx, [tagId]);
  const lasts = await history.lasts(ctx, [...there], [tagId]);
  const found = entries.filter((entry) => there.has(entry.contact_id));
  const mine = live.has(tagId) ? found.filter((entry) => lasts.has(history.entryKey(entry))) : [];
  const done = mine.length - (await takeBack(ctx, mine));
  return { done, leftAlone: found.length - done };
}
