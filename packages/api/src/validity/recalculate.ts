import { ruledExpiry } from "@tagdeck/core/tags/expiry";
import * as actors from "../actors/store.ts";
import * as events from "../assignments/events.ts";
import { hasRunOut, validityOf, withExpiry } from "../assignments/expiry.ts";
import { closeRunOut } from "../assignments/run-out.ts";
import * as assignments from "../assignments/store.ts";
import { takeBack } from "../assignments/take-back.ts";
import * as contacts from "../contacts/store.ts";
import type { Context } from "../context.ts";
import * as history from "../history/store.ts";
import * as tags from "../tags/store.ts";
import * as rules from "./store.ts";

/** How many contacts at a time. */
const some = 50;

/** How far a part came, null = to the end; and how many contacts it looked at. */
export type Part<Place> = { last: Place | null; n: number };

/** Has some of a tag's assignments run out as its rule says now; what would have run out ends at this moment. */
export async function applyRule(ctx: Context, tagId: number, after: number): Promise<Part<number>> {
  const ids = await rules.contactsBehind(ctx, tagId, after, some);
  const last = ids.at(-1) ?? null;
  if (last === null) return { last, n: 0 };
  const there = (await contacts.lockMany(ctx, ids)).map((row) => row.id);
  const tag = await tags.keep(ctx, tagId);
  if (!tag) return { last: null, n: 0 };
  await closeRunOut(ctx, there);
  const rows = await assignments.findMany(
    ctx,
    there.map((contact_id) => ({ contact_id, tag_id: tagId })),
  );
  const changes = rows.flatMap((before) => {
    if (before.expiry !== 0) return [];
    const after = withExpiry(before, ruledExpiry(before.last_at, validityOf(ctx, tag)));
    return after.expires_at === before.expires_at ? [] : [{ before, after }];
  });
  const ending = changes.filter(({ after: then }) => hasRunOut(ctx, then)).map(({ before }) => before);
  await assignments.removeMany(
    ctx,
    ending.map((row) => ({ contactId: row.contact_id, tagId })),
  );
  await events.appendMany(
    byRule(ctx),
    ending.map((prior) => ({ contactId: prior.contact_id, tagId, kind: "expired", prior })),
  );
  await assignments.reschedule(
    ctx,
    changes.filter(({ after: then }) => !hasRunOut(ctx, then)),
  );
  return { last, n: ids.length };
}

/** Takes back some of the ends that a rule brought since an instant, where they are still the last word. */
export async function bringBack(
  ctx: Context,
  tagId: number,
  after: rules.EndPlace,
): Promise<Part<rules.EndPlace>> {
  const actorId = await actors.find(byRule(ctx));
  const ends = actorId === null ? [] : await rules.ends(ctx, tagId, actorId, after, some);
  const last = ends.at(-1);
  if (!last) return { last: null, n: 0 };
  const ids = [...new Set(ends.map((entry) => entry.contact_id))];
  const there = new Set((await contacts.lockMany(ctx, ids)).map((row) => row.id));
  await tags.keep(ctx, tagId);
  const lasts = await history.lasts(ctx, ids, [tagId]);
  await takeBack(
    ctx,
    ends.filter((entry) => there.has(entry.contact_id) && lasts.has(history.entryKey(entry))),
  );
  return { last: { at: last.at, contact: last.contact_id, seq: last.seq }, n: ends.length };
}

function byRule(ctx: Context): Context {
  return { ...ctx, principal: { kind: "system", name: "rule" } };
}
