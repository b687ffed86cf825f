import * as events from "../assignments/events.ts";
import type { Context } from "../context.ts";
import type { AssignmentRow, TagEventRow } from "../db/schema.ts";
import type { Word } from "../tags/vocabulary.ts";
import { isAlive, mergedTimes, type Times } from "./holdings.ts";
import { storedCounts } from "./overlap-store.ts";
import { type MergePlan, ruleOf } from "./plan.ts";
import * as merges from "./store.ts";

/** More changes than this are not brought in one by one: counting again is quicker. */
const most = 2_000;

/**
 * A plan as of now: corrected by what has happened to its tags since it was made, which history tells. Null when
 * that cannot be told exactly; then it has to be made again. The tags are locked, so nothing happens meanwhile.
 */
export async function bringUp(
  ctx: Context,
  plan: MergePlan,
  target: Word,
): Promise<Pick<MergePlan, "grows"> | null> {
  if (ctx.now >= plan.until || plan.rule !== ruleOf(ctx, target)) return null;
  const tagIds = [...plan.sources, plan.target];
  const { db, workspace } = ctx;
  const changes = await ctx.dialect.changedSince(db, workspace.id, plan.snapshot, tagIds, most + 1);
  if (changes.length > most) return null;
  const contactIds = [...new Set(changes.map(({ contactId }) => contactId))];
  const written = await events.bySeqs(
    ctx,
    contactIds,
    changes.map(({ id }) => id),
  );
  const stored = new Map(plan.stored);
  const grows = new Map(plan.grows);
  if (changes.length > 0) {
    // Of an erased contact nothing is known any more.
    if (written.length < new Set(changes.map(({ id }) => id)).size) return null;
    const now = Map.groupBy(await merges.rowsOf(ctx, tagIds, contactIds), (row) => row.contact_id);
    const since = Map.groupBy(written, (entry) => entry.contact_id);
    for (const contactId of contactIds) {
      const after = now.get(contactId) ?? [];
      const before = asItWas(after, since.get(contactId) ?? []);
      for (const [rows, n] of [
        [before, -1],
        [after, 1],
      ] as const) {
        for (const row of rows) add(stored, `${row.tag_id} ${merges.bucketOf(row)}`, n);
        for (const [end, grown] of growth(ctx, rows, target)) add(grows, end, grown * n);
      }
    }
  }
  // What no entry of history tells of, as of an import, shows in the counts.
  const real = await storedCounts(ctx, tagIds);
  const isWhole = [...new Set([...stored.keys(), ...real.keys()])].every(
    (key) => (stored.get(key) ?? 0) === (real.get(key) ?? 0),
  );
  return isWhole ? { grows: [...grows].filter(([, n]) => n !== 0) } : null;
}

type Row = Times & Pick<AssignmentRow, "tag_id">;

/** A contact's assignments before these entries, the first of which knows each tag's. */
function asItWas(now: readonly Row[], since: readonly TagEventRow[]): Row[] {
  const firsts = new Map<number, TagEventRow>();
  for (const entry of since) {
    const known = firsts.get(entry.tag_id);
    if (!known || entry.seq < known.seq) firsts.set(entry.tag_id, entry);
  }
  return [
    ...now.filter((row) => !firsts.has(row.tag_id)),
    ...[...firsts.values()].flatMap((entry): Row[] =>
      entry.prior_first_at === null
        ? []
        : [
            {
              tag_id: entry.tag_id,
              first_at: entry.prior_first_at,
              last_at: entry.prior_last_at ?? entry.prior_first_at,
              expires_at: entry.prior_expires_at,
              expiry: entry.prior_expiry ?? 0,
              origin_id: entry.prior_origin_id,
            },
          ],
    ),
  ];
}

/** What a merge does to the survivor's count by one contact. */
export function growth(ctx: Context, rows: readonly Row[], target: Word): [end: number, n: number][] {
  const alive = rows.filter((row) => isAlive(row, ctx.now));
  const own = alive.find((row) => row.tag_id === target.id);
  const times = alive.length > (own ? 1 : 0) ? mergedTimes(ctx, alive, target) : null;
  if (!times || (!own && !isAlive(times, ctx.now))) return [];
  return [[merges.bucketOf(times), 1], ...(own ? [[merges.bucketOf(own), -1] as [number, number]] : [])];
}

function add<K>(to: Map<K, number>, key: K, n: number): void {
  to.set(key, (to.get(key) ?? 0) + n);
}
