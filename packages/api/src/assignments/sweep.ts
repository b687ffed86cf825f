import * as contacts from "../contacts/store.ts";
import type { Context } from "../context.ts";
import { closeRunOut } from "./run-out.ts";
import * as assignments from "./store.ts";

/** Takes away some of what has run out; returns how much, 0 when nothing was left. */
export async function sweep(ctx: Context, limit: number): Promise<number> {
  const ids = await assignments.runOutContacts(ctx, limit);
  // In the order of every change: the contacts first. One that is being erased is left to that.
  const there = await contacts.lockMany(ctx, ids);
  return closeRunOut(
    ctx,
    there.map(({ id }) => id),
  );
}
