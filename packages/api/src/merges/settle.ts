import * as events from "../assignments/events.ts";
import type { Context } from "../context.ts";
import type { MergedRow } from "../db/schema.ts";
import { current, type Merge } from "./current.ts";
import { moveBack, moveContacts } from "./move.ts";
import * as merges from "./store.ts";

type Pair = { contactId: number; tagId: number };

/**
 * Before contacts' assignments are written: gives them what a merge, or its undo, that still goes on in the
 * background has for them, so that what is written is the last word. Every write calls it; it costs nothing
 * while none goes on.
 */
export async function settle(ctx: Context, pairs: readonly Pair[]): Promise<void> {
  const { goingOn } = await current(ctx);
  if (goingOn.size === 0) return;
  const mine = Map.groupBy(
    pairs.filter(({ tagId }) => goingOn.has(tagId)),
    ({ tagId }) => goingOn.get(tagId),
  );
  for (const [merge, of] of mine) {
    if (!merge) continue;
    const contactIds = [...new Set(of.map(({ contactId }) => contactId))];
    if (merge.state === "undoing") {
      await moveBack(ctx, merge, await merges.rowsOf(ctx, [merge.target.id], contactIds));
    } else {
      const { nothing } = await moveContacts(ctx, merge, await merges.find(ctx, merge.id), contactIds);
      // What is written now is not the merge's: the job must not take it for what it found.
      for (const contactId of nothing) {
        await merges.settle(ctx, merge.id, { contactId, before: null, after: null, changed: false });
      }
    }
  }
}

/** The same for all tags of contacts. */
export async function settleContacts(ctx: Context, contactIds: readonly number[]): Promise<void> {
  const { goingOn } = await current(ctx);
  await settle(
    ctx,
    [...goingOn.keys()].flatMap((tagId) => contactIds.map((contactId) => ({ contactId, tagId }))),
  );
}

/** When assignments that merges made have run out by themselves. */
export async function expire(ctx: Context, rows: readonly MergedRow[]): Promise<void> {
  const { byId } = await current(ctx);
  for (const row of rows) {
    const merge = byId.get(row.merge_id ?? 0);
    if (merge && merge.state !== "undoing") await note(ctx, merge, row, false);
  }
}

/**
 * When assignments that merges made are changed or taken away: their merges' undo leaves those contacts alone.
 * `rows` are as they were before.
 */
export async function release(ctx: Context, rows: readonly MergedRow[]): Promise<void> {
  const merged = rows.filter((row) => row.merge_id !== null);
  if (merged.length === 0) return;
  const { byId } = await current(ctx);
  for (const row of merged) {
    const merge = byId.get(row.merge_id ?? 0);
    if (merge?.state !== "undoing" && merge) await releaseOne(ctx, merge, row);
  }
}

async function releaseOne(ctx: Context, merge: Merge, row: MergedRow): Promise<void> {
  const contactId = row.contact_id;
  const prior = await note(ctx, merge, row, true);
  const taken = await merges.takeSources(
    ctx,
    merge.sources.map(({ id }) => id),
    contactId,
  );
  for (const source of taken) {
    await events.append(ctx, { contactId, tagId: source.tag_id, kind: "merged", prior: source });
  }
  // An earlier merge of the same survivor, and those of what was merged.
  await release(ctx, [...taken, ...(prior ? [{ ...row, ...prior }] : [])]);
}

/** What undo has to know: this contact is not counted by what the merge made of it any more. */
async function note(ctx: Context, merge: Merge, row: MergedRow, changed: boolean) {
  const contactId = row.contact_id;
  const prior = (await merges.priors(ctx, merge.id, [contactId])).get(contactId);
  await merges.settle(ctx, merge.id, {
    contactId,
    before: prior ? merges.bucketOf(prior) : null,
    after: merges.bucketOf(row),
    changed,
  });
  return prior;
}
