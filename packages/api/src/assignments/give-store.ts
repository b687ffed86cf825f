import type { Context } from "../context.ts";
import type { AssignmentRow } from "../db/schema.ts";
import * as origins from "../history/origins.ts";
import * as assignments from "./store.ts";

/** An assignment that a bulk change makes, as of its instant. */
export function given(
  ctx: Context,
  origin: origins.Origin,
  contactId: number,
  tagId: number,
): assignments.Assignment {
  return { ...assignments.fresh({ ...ctx, now: origin.at }, contactId, tagId), origin_id: origin.id };
}

/**
 * Gives contacts tags at the origin's instant, without an entry of history for each: the origin's lines, which are
 * open, count them. Whoever got or lost the tag since that instant is left out, for that was the later word. The
 * contacts are locked. Answers what was given.
 */
export async function give(
  ctx: Context,
  origin: origins.Origin,
  rows: readonly assignments.Assignment[],
): Promise<AssignmentRow[]> {
  const later = new Set<string>();
  for (const [tagId, ofTag] of Map.groupBy(rows, (row) => row.tag_id)) {
    const ids = ofTag.map((row) => row.contact_id);
    for (const contact_id of await changedSince(ctx, tagId, ids, origin.at)) {
      later.add(assignments.pair({ contact_id, tag_id: tagId }));
    }
  }
  const inserted = await assignments.insertMany(
    ctx,
    later.size === 0 ? rows : rows.filter((row) => !later.has(assignments.pair(row))),
  );
  await origins.count(
    ctx,
    inserted.map((row) => ({ contactId: row.contact_id, tagId: row.tag_id, originId: row.origin_id })),
    1,
  );
  return inserted;
}

/** Whose entries tell of the tag from an instant (epoch ms) on, among contacts of about these ids. */
async function changedSince(
  ctx: Context,
  tagId: number,
  contactIds: readonly number[],
  at: number,
): Promise<number[]> {
  const [from, to] = contactIds.reduce(
    ([low, high], id) => [Math.min(low, id), Math.max(high, id)],
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
  return rows.map((row) => row.contact_id);
}
