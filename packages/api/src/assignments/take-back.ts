import type { Context } from "../context.ts";
import type { TagEventRow } from "../db/schema.ts";
import { ruledExpiry } from "@tagdeck/core/tags/expiry";
import * as tags from "../tags/store.ts";
import * as events from "./events.ts";
import { withExpiry } from "./expiry.ts";
import { type EventKind, eventKinds, kindName } from "./kinds.ts";
import { roomLeft } from "./make-room.ts";
import { closeRunOut } from "./run-out.ts";
import * as assignments from "./store.ts";

/** Whether an entry took a tag from its contact, so that taking it back gives it again. */
export function took({ kind }: Pick<TagEventRow, "kind">): boolean {
  return kind === eventKinds.removed || kind === eventKinds.expired;
}

/**
 * Takes entries back, each the last about its contact and tag: the assignments are again exactly as they were,
 * save that a rule that has been changed since decides by what it is now. What would have run out meanwhile is gone,
 * from now on. The contacts are locked. Answers how many it left alone: those that would give back a tag of a group
 * of which the contact has another one by now.
 */
export async function takeBack(ctx: Context, all: readonly TagEventRow[]): Promise<number> {
  const given = all.filter(({ kind }) => kind === eventKinds.added);
  const kept = all.filter((entry) => !took(entry) && entry.kind !== eventKinds.added);
  const rows = await assignments.findMany(ctx, kept);
  const removed = await assignments.removeMany(
    ctx,
    given.map((entry) => ({ contactId: entry.contact_id, tagId: entry.tag_id })),
  );
  const words = await tags.vocabulary(ctx);
  const restored = (entry: TagEventRow): assignments.Assignment => {
    const row = assignments.priorOf(entry);
    const days = words.get(row.tag_id)?.validityDays ?? null;
    const { timeZone } = ctx.workspace;
    return row.expiry === 0 ? withExpiry(row, ruledExpiry(row.last_at, { days, timeZone })) : row;
  };
  const befores = new Map([...rows, ...removed].map((row) => [assignments.pair(row), row]));
  await assignments.change(
    ctx,
    kept.flatMap((entry) => {
      const before = befores.get(assignments.pair(entry));
      return before ? [{ before, after: restored(entry) }] : [];
    }),
  );
  const back = await roomLeft(ctx, all.filter(took).map(restored));
  await assignments.insertMany(ctx, back);
  const backs = new Set(back.map(assignments.pair));
  const entries = all.filter((entry) => !took(entry) || backs.has(assignments.pair(entry)));
  await events.appendMany(
    ctx,
    entries.map((entry) => ({
      contactId: entry.contact_id,
      tagId: entry.tag_id,
      kind: opposite(kindName(entry.kind)),
      prior: befores.get(assignments.pair(entry)) ?? null,
      until: entry.kind === eventKinds.added ? null : restored(entry).expires_at,
      undoes: entry.seq,
    })),
  );
  await closeRunOut(ctx, [...new Set(all.map((entry) => entry.contact_id))], ctx.now);
  return all.length - entries.length;
}

/** As what history names the taking back of an entry. */
function opposite(kind: EventKind): EventKind {
  if (kind === "added") return "removed";
  return kind === "removed" || kind === "expired" ? "added" : kind;
}
