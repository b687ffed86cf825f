import type { Context } from "../context.ts";
import * as events from "./events.ts";
import * as assignments from "./store.ts";

/**
 * Takes away what has run out of these contacts' tags, and records it, each at its instant or `at` another
 * (epoch ms). Nobody sees it any more: who changes the contacts, which are locked, has it done first, so that
 * history has what follows behind it.
 */
export async function closeRunOut(ctx: Context, contactIds: readonly number[], at?: number): Promise<number> {
  const removed = await assignments.removeRunOut(ctx, contactIds);
  const gone = removed.sort(
    (a, b) => (a.expires_at ?? 0) - (b.expires_at ?? 0) || a.contact_id - b.contact_id || a.tag_id - b.tag_id,
  );
  await events.appendMany(
    byItself(ctx),
    gone.map((row) => ({
      contactId: row.contact_id,
      tagId: row.tag_id,
      kind: "expired",
      prior: row,
      at: at ?? row.expires_at ?? ctx.now,
    })),
  );
  return gone.length;
}

/** Nobody does it, whosever request comes across it. */
function byItself(ctx: Context): Context {
  return { ...ctx, principal: { kind: "system", name: "expiry" } };
}
