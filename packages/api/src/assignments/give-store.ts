import type { Context } from "../context.ts";
import type { AssignmentRow } from "../db/schema.ts";
import * as origins from "../history/origins.ts";
import * as tags from "../tags/store.ts";
import * as events from "./events.ts";
import { fresh, type Ruling } from "./expiry.ts";
import { giveAgain } from "./give-again.ts";
import { makeRoom, notOutdone, onePerPlace } from "./make-room.ts";
import { closeRunOut } from "./run-out.ts";
import * as assignments from "./store.ts";

/** An assignment that a bulk change makes, as of its instant. */
export function given(
  ctx: Context,
  origin: origins.Origin,
  contactId: number,
  tag: Ruling,
): assignments.Assignment {
  return { ...fresh({ ...ctx, now: origin.at }, contactId, tag), origin_id: origin.id };
}

/**
 * Gives contacts tags at the origin's instant, without an entry of history for each: the origin's lines, which are
 * open, count them. Whoever got or lost the tag since that instant is left out, for that was the later word. Whoever
 * has it already has it for longer where it is temporary, with an entry. The contacts are locked. Answers what was
 * given, and what is had for longer.
 */
export async function give(
  ctx: Context,
  origin: origins.Origin,
  rows: readonly assignments.Assignment[],
): Promise<AssignmentRow[]> {
  if (rows.length === 0) return [];
  const later = await changedSince(
    ctx,
    origin.at,
    rows.map((row) => ({ contactId: row.contact_id, tagId: row.tag_id })),
  );
  const then = { ...ctx, now: origin.at };
  await closeRunOut(then, [...new Set(rows.map((row) => row.contact_id))]);
  const asked = later.size === 0 ? rows : rows.filter((row) => !later.has(assignments.pair(row)));
  const wished = await notOutdone(then, await onePerPlace(ctx, asked));
  await makeRoom(then, wished);
  const inserted = await assignments.insertMany(ctx, wished);
  const again: AssignmentRow[] = [];
  if (inserted.length < wished.length) {
    const news = new Set(inserted.map(assignments.pair));
    again.push(
      ...(await beginAnew(
        then,
        wished.filter((row) => !news.has(assignments.pair(row))),
      )),
    );
  }
  await origins.count(
    ctx,
    inserted.map((row) => ({ contactId: row.contact_id, tagId: row.tag_id, originId: row.origin_id })),
    1,
  );
  return [...inserted, ...again];
}

/** Lets the time of what is there already begin anew, as of the context's instant. */
async function beginAnew(ctx: Context, wished: readonly assignments.Assignment[]): Promise<AssignmentRow[]> {
  const live = await tags.keepLive(ctx, [...new Set(wished.map((row) => row.tag_id))]);
  const again = await giveAgain(
    ctx,
    wished.flatMap((row) => {
      const tag = live.get(row.tag_id);
      return tag ? [{ tag, row }] : [];
    }),
  );
  await events.appendMany(
    ctx,
    again.map(({ before, after }) => ({
      contactId: after.contact_id,
      tagId: after.tag_id,
      kind: "refreshed",
      prior: before,
      until: after.expires_at,
    })),
  );
  return again.map(({ after }) => ({ workspace_id: ctx.workspace.id, ...after }));
}

type Pair = { contactId: number; tagId: number };

/** Without those of which an entry tells from an instant (epoch ms) on: that was the later word. */
export async function withoutLater(
  ctx: Context,
  at: number,
  pairs: readonly Pair[],
): Promise<readonly Pair[]> {
  const later = await changedSince(ctx, at, pairs);
  return later.size === 0
    ? pairs
    : pairs.filter(({ contactId, tagId }) => !later.has(`${contactId} ${tagId}`));
}

/** The contacts and tags, about as many as these, of which an entry tells from an instant (epoch ms) on. */
async function changedSince(ctx: Context, at: number, pairs: readonly Pair[]): Promise<Set<string>> {
  const later = new Set<string>();
  for (const [tagId, ofTag] of Map.groupBy(pairs, (pair) => pair.tagId)) {
    const [from, to] = ofTag.reduce(
      ([low, high], { contactId }) => [Math.min(low, contactId), Math.max(high, contactId)],
      [Number.MAX_SAFE_INTEGER, 0],
    );
    const rows = await ctx.db
      .selectFrom("tag_event")
      .select("contact_id")
      .where("workspace_id", "=", ctx.workspace.id)
      .where("tag_id", "=", tagId)
      .where("at", ">=", at)
      .where("contact_id", ">=", from)
      .where("contact_id", "<=", to)
      .execute();
    for (const row of rows) later.add(assignments.pair({ contact_id: row.contact_id, tag_id: tagId }));
  }
  return later;
}
