import * as events from "../assignments/events.ts";
import type { Context } from "../context.ts";
import type { MergedRow } from "../db/schema.ts";
import type { Merge } from "./current.ts";
import { isAlive, mergedTimes } from "./holdings.ts";
import * as merges from "./store.ts";

/** When a merge was made: what had run out by then takes no part in it. */
export type Made = { at: number };

/**
 * Gives contacts what they have by a merge, unless they have it already. The merged tags' own assignments stay
 * as they are, for its undo. The contacts are locked.
 */
export async function moveContacts(
  ctx: Context,
  { id, target, sources }: Merge,
  made: Made,
  contactIds: readonly number[],
): Promise<{ nothing: number[] }> {
  const sourceIds = sources.map((word) => word.id);
  await closeRunOut(ctx, target.id, contactIds, made);
  const rows = (await merges.rowsOf(ctx, [target.id, ...sourceIds], contactIds)).filter((row) =>
    isAlive(row, made.at),
  );
  const settled = await merges.settledAmong(ctx, id, contactIds);
  const priors: MergedRow[] = [];
  const whole: Omit<MergedRow, "workspace_id">[] = [];
  const nothing: number[] = [];
  for (const [contactId, all] of Map.groupBy(rows, (row) => row.contact_id)) {
    const prior = all.find((row) => row.tag_id === target.id);
    if (all.length === (prior ? 1 : 0) || prior?.merge_id === id || settled.has(contactId)) continue;
    const times = mergedTimes(ctx, all, target, prior);
    if (times && isAlive(times, made.at)) {
      if (prior) priors.push(prior);
      whole.push({ tag_id: target.id, contact_id: contactId, ...times, merge_id: id });
    } else {
      nothing.push(contactId);
    }
  }
  await merges.insertPriors(ctx, id, priors);
  await merges.put(ctx, whole);
  return { nothing };
}

/** What of the survivor had run out before the merge takes no part in it, and makes room. */
async function closeRunOut(
  ctx: Context,
  tagId: number,
  contactIds: readonly number[],
  { at }: Made,
): Promise<void> {
  if (contactIds.length === 0) return;
  const rows = await merges.takeRunOut(ctx, tagId, contactIds, at);
  await events.appendMany(
    { ...ctx, principal: { kind: "system", name: "expiry" } },
    rows.map((row) => ({
      contactId: row.contact_id,
      tagId,
      kind: "expired" as const,
      prior: row,
      at: row.expires_at ?? at,
    })),
  );
}

/** The next contacts to move, in their order; fewer than `limit` when there are no more. */
export async function nextToMove(
  ctx: Context,
  { sources }: Merge,
  made: Made,
  { after, limit }: { after: number; limit: number },
): Promise<number[]> {
  const all = new Set<number>();
  for (const { id } of sources) {
    for (const contactId of await merges.holdersAfter(ctx, id, { after, limit, aliveAt: made.at })) {
      all.add(contactId);
    }
  }
  return [...all].sort((a, b) => a - b).slice(0, limit);
}

/** Makes contacts' assignments of the survivor what they were before a merge. The contacts are locked. */
export async function moveBack(
  ctx: Context,
  { id, target }: Pick<Merge, "id" | "target">,
  rows: readonly MergedRow[],
): Promise<void> {
  const mine = rows.filter((row) => row.tag_id === target.id && row.merge_id === id);
  const contactIds = mine.map((row) => row.contact_id);
  const priors = await merges.priors(ctx, id, contactIds);
  await merges.put(
    ctx,
    [...priors.values()].map((prior) => ({ tag_id: target.id, ...prior })),
  );
  await merges.drop(
    ctx,
    target.id,
    contactIds.filter((contactId) => !priors.has(contactId)),
  );
}
