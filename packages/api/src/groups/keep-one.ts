import * as events from "../assignments/events.ts";
import { closeRunOut } from "../assignments/run-out.ts";
import * as slots from "../assignments/slot-store.ts";
import * as assignments from "../assignments/store.ts";
import * as contacts from "../contacts/store.ts";
import type { Context } from "../context.ts";
import type { JobStep } from "../jobs/job.ts";
import * as tags from "../tags/store.ts";
import { tagIdsOf } from "./members.ts";
import { holdersAfter } from "./several-store.ts";
import * as taken from "./taken-store.ts";

const usual = 50;

/** Up to which contact of which tag it is done. */
export type Place = { tag: number; contact: number };
export type PartStep = Pick<JobStep, "hasTime"> & { portion?: number };

/** Does what fits into one transaction. Null = all is done. */
export async function keepOnePart(
  ctx: Context,
  { operationId, groupId }: { operationId: number; groupId: number },
  from: Place,
  step: PartStep,
): Promise<{ next: Place | null; seen: number }> {
  const limit = step.portion ?? usual;
  const members = (await tagIdsOf(ctx, groupId)).filter((id) => id >= from.tag);
  let seen = 0;
  for (const tag of members) {
    let contact = tag === from.tag ? from.contact : 0;
    for (let more = true; more;) {
      if (seen > 0 && !step.hasTime()) return { next: { tag, contact }, seen };
      const ids = await holdersAfter(ctx, tag, { after: contact, limit });
      await keepOne(ctx, operationId, groupId, ids);
      more = ids.length === limit;
      contact = ids.at(-1) ?? contact;
      seen += ids.length;
    }
  }
  return { next: null, seen };
}

/** Leaves these contacts one tag of the group, and has that hold the place. */
async function keepOne(
  ctx: Context,
  operationId: number,
  groupId: number,
  contactIds: readonly number[],
): Promise<void> {
  const there = (await contacts.lockMany(ctx, contactIds)).map(({ id }) => id);
  await closeRunOut(ctx, there);
  const words = await tags.vocabulary(ctx);
  const rows = await slots.rowsOf(ctx, there);
  const isMine = ({ tag_id }: { tag_id: number }) => words.get(tag_id)?.slotGroupId === groupId;
  await slots.set(
    ctx,
    rows.filter((row) => row.slot_group_id === groupId && !isMine(row)),
    null,
  );
  const isThere = ({ tag_id }: { tag_id: number }) => (words.get(tag_id)?.deleted ? 0 : 1);
  const [winners, losers]: [typeof rows, typeof rows] = [[], []];
  for (const of of Map.groupBy(rows.filter(isMine), (row) => row.contact_id).values()) {
    const [last, ...others] = of.toSorted(
      (a, b) => isThere(b) - isThere(a) || b.last_at - a.last_at || b.tag_id - a.tag_id,
    );
    if (last) winners.push(last);
    losers.push(...others);
  }
  const removed = await assignments.removeMany(
    ctx,
    losers.map((row) => ({ contactId: row.contact_id, tagId: row.tag_id })),
  );
  const seqs = await events.appendMany(
    ctx,
    removed.map((row) => ({
      contactId: row.contact_id,
      tagId: row.tag_id,
      kind: "removed" as const,
      prior: row,
    })),
  );
  await taken.insert(
    ctx,
    operationId,
    removed.map(({ contact_id, tag_id }, i) => ({ contact_id, tag_id, seq: seqs[i] ?? 0 })),
  );
  await slots.set(
    ctx,
    winners.filter((row) => row.slot_group_id !== groupId),
    groupId,
  );
}
