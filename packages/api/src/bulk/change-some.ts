import { give, given, withoutLater } from "../assignments/give-store.ts";
import * as events from "../assignments/events.ts";
import { closeRunOut } from "../assignments/run-out.ts";
import * as assignments from "../assignments/store.ts";
import * as contacts from "../contacts/store.ts";
import type { Context } from "../context.ts";
import { givable } from "../tags/givable.ts";
import * as tags from "../tags/store.ts";
import type { BulkState } from "./kinds.ts";
import { findFull } from "./limit-store.ts";

export type Did = { changed: number; full: number[] };

/**
 * Changes the tags of some contacts, as of the operation's instant: whose tag was given or taken since keeps that.
 * Whoever would have too many is left out whole.
 */
export async function changeSome(ctx: Context, bulk: BulkState, ids: readonly number[]): Promise<Did> {
  const there = await contacts.lockIds(ctx, ids);
  const live = await tags.keepLive(ctx, [...bulk.add, ...bulk.remove]);
  const add = givable(live, bulk.add);
  const remove = bulk.remove.filter((id) => live.has(id));
  const max = ctx.workspace.settings.contactTagMax;
  const full = await findFull(ctx, there, { add: bulk.add, remove: [...remove, ...bulk.replace], max });
  const isFull = new Set(full);
  const changing = full.length === 0 ? there : there.filter((id) => !isFull.has(id));
  if (changing.length === 0) return { changed: 0, full };

  const then = { ...ctx, now: bulk.at };
  const changed = new Set<number>();
  if (remove.length > 0) {
    await closeRunOut(then, changing);
    const pairs = await withoutLater(
      ctx,
      bulk.at,
      remove.flatMap((tagId) => changing.map((contactId) => ({ contactId, tagId }))),
    );
    const removed = await assignments.removeMany(ctx, pairs);
    await events.appendMany(
      then,
      removed.map((prior) => ({ contactId: prior.contact_id, tagId: prior.tag_id, kind: "removed", prior })),
    );
    for (const row of removed) changed.add(row.contact_id);
  }
  const origin = { id: bulk.originId, at: bulk.at };
  const rows = add.flatMap((tag) => {
    // When it runs out is the same for all: finding the beginning of a day takes long.
    const one = given(ctx, origin, 0, tag);
    return changing.map((contact_id) => ({ ...one, contact_id }));
  });
  for (const row of await give(ctx, origin, rows)) changed.add(row.contact_id);
  return { changed: changed.size, full };
}
