import type { ExpressionBuilder } from "kysely";
import type { Context } from "../context.ts";
import type { AssignmentRow, Database, MergedRow } from "../db/schema.ts";
import { current, type Merge } from "./current.ts";
import { isAlive, mergedTimes, ruledSince } from "./holdings.ts";
import * as merges from "./store.ts";

/** Where assignments of a tag are: its own, and while a merge goes on those that have not moved yet. */
export type Place = {
  tagId: number;
  /** Which of the rows with that id count, now. */
  holds(eb: ExpressionBuilder<Database, "contact_tag">): ReturnType<typeof eb.and>;
};

/** Where to look for who has a tag now. One place, but for the seconds in which a merge or its undo goes on. */
export async function placesOf(ctx: Context, tagId: number): Promise<Place[]> {
  const merge = (await current(ctx)).goingOn.get(tagId);
  const notRunOut: Place["holds"] = (eb) =>
    eb.and([eb.or([eb("expires_at", "is", null), eb("expires_at", ">", ctx.now)])]);
  if (merge?.target.id !== tagId) return [{ tagId, holds: notRunOut }];
  if (merge.state === "undoing") return [{ tagId, holds: beforeMerge(ctx, merge, notRunOut) }];
  const { at, upto } = await merges.find(ctx, merge.id);
  const since = ruledSince(ctx, merge.target);
  const toMove: Place["holds"] = (eb) =>
    eb.and([
      eb("contact_id", ">", upto),
      eb.or([eb("expires_at", "is", null), eb("expires_at", ">", at)]),
      eb.or([
        eb.and([eb("expiry", "=", 0), ...(since === null ? [] : [eb("last_at", ">=", since)])]),
        eb.and([eb("expiry", "!=", 0), notRunOut(eb)]),
      ]),
    ]);
  return [
    { tagId, holds: notRunOut },
    ...merge.sources.map(({ id }): Place => ({ tagId: id, holds: toMove })),
  ];
}

/** What the merge made does not count any more; what it found does. */
function beforeMerge(ctx: Context, { id }: Merge, notRunOut: Place["holds"]): Place["holds"] {
  return (eb) =>
    eb.or([
      eb.and([eb.or([eb("merge_id", "is", null), eb("merge_id", "!=", id)]), notRunOut(eb)]),
      eb.and([
        eb("merge_id", "=", id),
        eb.exists(
          eb
            .selectFrom("merge_prior")
            .select("merge_prior.contact_id")
            .where("merge_prior.workspace_id", "=", ctx.workspace.id)
            .where("merge_prior.operation_id", "=", id)
            .whereRef("merge_prior.contact_id", "=", "contact_tag.contact_id")
            .where((prior) =>
              prior.or([
                prior("merge_prior.expires_at", "is", null),
                prior("merge_prior.expires_at", ">", ctx.now),
              ]),
            ),
        ),
      ]),
    ]);
}

/** Whether some merge goes on, so that assignments are not all where they belong. */
export async function isMerging(ctx: Context): Promise<boolean> {
  return (await current(ctx)).goingOn.size > 0;
}

/** Whether any merge goes on or could be undone. */
export async function hasMerges(ctx: Context): Promise<boolean> {
  return (await current(ctx)).byId.size > 0;
}

/** Merged tags whose assignments have not all moved yet: when they run out is the survivor's to say. */
export async function movingIds(ctx: Context): Promise<number[]> {
  const { byId } = await current(ctx);
  return [...byId.values()]
    .filter(({ state }) => state === "moving")
    .flatMap(({ sources }) => sources.map(({ id }) => id));
}

/** Contacts' assignments as they count now, out of all that is stored of those contacts. */
export async function effective(ctx: Context, rows: readonly MergedRow[]): Promise<AssignmentRow[]> {
  const { goingOn } = await current(ctx);
  let all: readonly MergedRow[] = rows;
  for (const merge of new Set(goingOn.values())) {
    all = merge.state === "undoing" ? await asBefore(ctx, merge, all) : await asMerged(ctx, merge, all);
  }
  return all.filter((row) => isAlive(row, ctx.now));
}

async function asMerged(ctx: Context, merge: Merge, rows: readonly MergedRow[]): Promise<MergedRow[]> {
  const ids = new Set(merge.sources.map(({ id }) => id));
  const waiting = rows.filter((row) => ids.has(row.tag_id));
  if (waiting.length === 0) return [...rows];
  const { at, upto } = await merges.find(ctx, merge.id);
  const parts = waiting.filter((row) => row.contact_id > upto && isAlive(row, at));
  const others = rows.filter((row) => !ids.has(row.tag_id));
  for (const [contactId, of] of Map.groupBy(parts, (row) => row.contact_id)) {
    const i = others.findIndex((row) => row.contact_id === contactId && row.tag_id === merge.target.id);
    const own = others[i];
    if (own && own.merge_id !== merge.id && own.first_at > at) continue;
    const times = mergedTimes(ctx, own && isAlive(own, at) ? [own, ...of] : of, merge.target);
    const [first] = of;
    if (!times || !first) continue;
    const whole = { ...first, ...times, tag_id: merge.target.id, merge_id: merge.id };
    if (i >= 0) others[i] = whole;
    else others.push(whole);
  }
  return others;
}

async function asBefore(ctx: Context, merge: Merge, rows: readonly MergedRow[]): Promise<MergedRow[]> {
  const mine = rows.filter((row) => row.merge_id === merge.id && row.tag_id === merge.target.id);
  if (mine.length === 0) return [...rows];
  const priors = await merges.priors(
    ctx,
    merge.id,
    mine.map((row) => row.contact_id),
  );
  return rows.flatMap((row) => {
    if (row.merge_id !== merge.id || row.tag_id !== merge.target.id) return row;
    const prior = priors.get(row.contact_id);
    return prior ? { ...row, ...prior } : [];
  });
}
