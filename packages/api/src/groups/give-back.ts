import * as events from "../assignments/events.ts";
import { closeRunOut } from "../assignments/run-out.ts";
import { takeBack } from "../assignments/take-back.ts";
import * as contacts from "../contacts/store.ts";
import type { Context } from "../context.ts";
import * as history from "../history/store.ts";
import * as tags from "../tags/store.ts";
import * as taken from "./taken-store.ts";

/** Gives back some of what an operation took, and answers how much is left alone because it changed since. */
export async function giveBackSome(
  ctx: Context,
  operationId: number,
  limit: number,
): Promise<{ done: boolean; given: number; leftAlone: number }> {
  const rows = await taken.first(ctx, operationId, limit);
  if (rows.length === 0) return { done: true, given: 0, leftAlone: 0 };
  const contactIds = [...new Set(rows.map((row) => row.contact_id))];
  const tagIds = [...new Set(rows.map((row) => row.tag_id))];
  const there = (await contacts.lockMany(ctx, contactIds)).map(({ id }) => id);
  await closeRunOut(ctx, there);
  const entries = await events.bySeqs(
    ctx,
    there,
    rows.map(({ seq }) => seq),
  );
  const live = await tags.keepLive(ctx, tagIds);
  const lasts = there.length === 0 ? new Set<string>() : await history.lasts(ctx, there, tagIds);
  const mine = entries.filter((entry) => live.has(entry.tag_id) && lasts.has(history.entryKey(entry)));
  const kept = mine.length === 0 ? 0 : await takeBack(ctx, mine);
  await taken.forget(ctx, operationId, rows);
  const given = mine.length - kept;
  return { done: rows.length < limit, given, leftAlone: rows.length - given };
}
