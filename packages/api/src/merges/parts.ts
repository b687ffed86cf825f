import type { Context } from "../context.ts";
import type { JobStep } from "../jobs/job.ts";
import * as many from "../tags/many-store.ts";
import { current, type Merge } from "./current.ts";
import { moveBack, moveContacts, nextToMove } from "./move.ts";
import * as merges from "./store.ts";

const usual = 200;
/** How many rows are looked at where most are of no concern. */
const readPortion = 1_000;

export type Did = { done: boolean; moved: number; total: number | null };

/** Does what fits into one transaction. */
export type Part = (ctx: Context, id: number, step: PartStep) => Promise<Did>;
/** `portion`: how many contacts are moved between two looks at the clock. */
export type PartStep = Pick<JobStep, "hasTime"> & { portion?: number };

/** Moves contacts of merged tags, in their order. */
export const movePart: Part = async (ctx, id, step) => {
  const merge = await going(ctx, id, "moving");
  if (!merge) return { done: true, moved: 0, total: null };
  const { at, upto, contacts: total } = await merges.find(ctx, id);
  const portion = step.portion ?? usual;
  let after = upto;
  let moved = 0;
  let more = true;
  do {
    const contactIds = await nextToMove(ctx, merge, { at }, { after, limit: portion });
    await merges.lockContacts(ctx, contactIds);
    await moveContacts(ctx, merge, { at }, contactIds);
    more = contactIds.length === portion;
    after = contactIds.at(-1) ?? after;
    moved += contactIds.length;
  } while (more && step.hasTime());
  await merges.setUpto(ctx, id, after);
  if (!more) await end(ctx, merge, "moved");
  return { done: !more, moved, total };
};

/** Makes the survivor's assignments what they were, and forgets what the undo of a merge needs. */
export const moveBackPart: Part = async (ctx, id, step) => {
  const merge = await going(ctx, id, "undoing");
  if (!merge) return { done: true, moved: 0, total: null };
  const { upto, contacts: total } = await merges.find(ctx, id);
  const portion = step.portion ?? readPortion;
  let after = upto;
  let moved = 0;
  let more = true;
  do {
    const rows = await merges.rowsAfter(ctx, merge.target.id, after, portion);
    const mine = rows.filter((row) => row.merge_id === id).map((row) => row.contact_id);
    if (mine.length > 0) {
      await merges.lockContacts(ctx, mine);
      await moveBack(ctx, merge, await merges.rowsOf(ctx, [merge.target.id], mine));
    }
    more = rows.length === portion;
    after = rows.at(-1)?.contact_id ?? after;
    moved += mine.length;
  } while (more && step.hasTime());
  await merges.setUpto(ctx, id, after);
  const done = !more && (await merges.forget(ctx, id, readPortion));
  if (done) await end(ctx, merge, null);
  return { done, moved, total };
};

async function going(ctx: Context, id: number, state: Merge["state"]): Promise<Merge | null> {
  const merge = (await current(ctx)).byId.get(id);
  return merge?.state === state ? merge : null;
}

async function end(ctx: Context, merge: Merge, state: "moved" | null): Promise<void> {
  await many.setMerge(
    ctx,
    merge.sources.map(({ id }) => id),
    state === null ? null : { id: merge.id, target: merge.target.id, state },
  );
}
