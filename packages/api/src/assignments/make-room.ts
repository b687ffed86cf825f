import type { Context } from "../context.ts";
import type { AssignmentRow } from "../db/schema.ts";
import * as tags from "../tags/store.ts";
import type { Word } from "../tags/vocabulary.ts";
import * as events from "./events.ts";
import { closeRunOut } from "./run-out.ts";
import * as slots from "./slot-store.ts";
import * as assignments from "./store.ts";

type Pair = Pick<AssignmentRow, "contact_id" | "tag_id">;
/** What a contact lost for another tag; `seen` = its tag is not deleted, so that somebody misses it. */
export type Replaced = { contactId: number; tagId: number; seq: number; seen: boolean };

/**
 * Before contacts are given tags of groups that allow one only: takes away the ones that they have of those groups,
 * and records it. Whoever gives tags calls it. The contacts are locked; each place is wished for once.
 */
export async function makeRoom(ctx: Context, wished: readonly Pair[]): Promise<Replaced[]> {
  return take(
    ctx,
    (await holders(ctx, wished)).map(({ row }) => row),
  );
}

/** Of rows that are wished for, the last for each place; those of other tags all. */
export async function onePerPlace<R extends Pair>(ctx: Context, wished: readonly R[]): Promise<R[]> {
  const words = await tags.vocabulary(ctx);
  const lasts = new Map(wished.map((row) => [placeOf(words, row) ?? assignments.pair(row), row]));
  return [...lasts.values()];
}

/**
 * What of this can be given back: not where the contact has another tag in the place by now. Of several for one
 * place, the one that was given last.
 */
export async function roomLeft<R extends AssignmentRow | assignments.Assignment>(
  ctx: Context,
  rows: readonly R[],
): Promise<R[]> {
  const wished = await onePerPlace(
    ctx,
    rows.toSorted((a, b) => a.last_at - b.last_at || a.tag_id - b.tag_id),
  );
  const found = await holders(ctx, wished);
  const words = await tags.vocabulary(ctx);
  const full = new Set(found.filter(({ word }) => !word.deleted).map(({ row }) => placeOf(words, row)));
  const fine = wished.filter((row) => !full.has(placeOf(words, row)));
  await makeRoom(ctx, fine);
  return fine;
}

/** Of what is wished for as of the context's instant, all but what would replace what was given later. */
export async function notOutdone<R extends Pair>(ctx: Context, wished: readonly R[]): Promise<R[]> {
  const words = await tags.vocabulary(ctx);
  const found = await holders(ctx, wished);
  const later = new Set(
    found
      .filter(({ row, word }) => !word.deleted && row.last_at > ctx.now)
      .map(({ row }) => placeOf(words, row)),
  );
  return later.size === 0 ? [...wished] : wished.filter((row) => !later.has(placeOf(words, row)));
}

async function take(ctx: Context, rows: readonly Pair[]): Promise<Replaced[]> {
  if (rows.length === 0) return [];
  const removed = await assignments.removeMany(
    ctx,
    rows.map((row) => ({ contactId: row.contact_id, tagId: row.tag_id })),
  );
  const words = await tags.vocabulary(ctx);
  const seqs = await events.appendMany(
    ctx,
    removed.map((row) => ({
      contactId: row.contact_id,
      tagId: row.tag_id,
      kind: "removed" as const,
      prior: row,
    })),
  );
  return removed.map((row, i) => ({
    contactId: row.contact_id,
    tagId: row.tag_id,
    seq: seqs[i] ?? 0,
    seen: words.get(row.tag_id)?.deleted === false,
  }));
}

/** What stands in the places that are wished for; what only seems to, is put right. */
async function holders(ctx: Context, wished: readonly Pair[]) {
  const words = await tags.vocabulary(ctx);
  const places = new Map(
    wished.flatMap((row) => {
      const place = placeOf(words, row);
      return place === null ? [] : [[place, row] as const];
    }),
  );
  if (places.size === 0) return [];
  const contactIds = [...new Set([...places.values()].map((row) => row.contact_id))];
  await closeRunOut(ctx, contactIds);
  const rows = await slots.rowsOf(ctx, contactIds);
  // Of a group that is no longer its tag's, or does not allow one only any more.
  const stale = rows.filter(
    (row) => row.slot_group_id !== null && row.slot_group_id !== words.get(row.tag_id)?.slotGroupId,
  );
  await slots.set(ctx, stale, null);
  return rows.flatMap((row) => {
    const [word, place] = [words.get(row.tag_id), placeOf(words, row)];
    const wish = place === null ? undefined : places.get(place);
    return word && wish && wish.tag_id !== row.tag_id ? [{ row, word }] : [];
  });
}

function placeOf(words: ReadonlyMap<number, Word>, { contact_id, tag_id }: Pair): string | null {
  const group = words.get(tag_id)?.slotGroupId ?? null;
  return group === null ? null : `${contact_id} in ${group}`;
}
