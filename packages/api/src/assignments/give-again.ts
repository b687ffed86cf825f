import type { Context } from "../context.ts";
import { givenAgain, type Ruling } from "./expiry.ts";
import * as assignments from "./store.ts";

/** Begins the time of what the contacts have already anew; answers what it changed. */
export async function giveAgain(
  ctx: Context,
  wished: readonly { tag: Ruling; row: assignments.Assignment }[],
) {
  const rows = new Map(
    (
      await assignments.findMany(
        ctx,
        wished.map(({ row }) => row),
      )
    ).map((row) => [assignments.pair(row), row]),
  );
  const changes = wished.flatMap(({ tag, row }) => {
    const before = rows.get(assignments.pair(row));
    const after = before && givenAgain(ctx, before, tag);
    return after ? [{ before, after }] : [];
  });
  await assignments.change(ctx, changes);
  return changes;
}
