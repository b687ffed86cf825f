import { z } from "zod";
import type { Context } from "../context.ts";
import type { Vocabulary } from "./vocabulary.ts";

/** What lists show in a workspace that counts by the hour: contacts per tag at an instant (epoch ms). */
export type HourlyCounts = { countedAt: number; counts: ReadonlyMap<number, number> };

const Counts = z.array(z.tuple([z.number(), z.number()]));

// An hour's numbers never change, so what was read of them stays true.
const known = new WeakMap<Vocabulary, Map<number, HourlyCounts>>();

/** The numbers of the last hour that was counted, the same in every process; null before the first. */
export async function find(ctx: Context): Promise<HourlyCounts | null> {
  const countedAt = await findTime(ctx);
  if (countedAt === null) return null;
  const cache = known.get(ctx.vocabulary) ?? new Map<number, HourlyCounts>();
  known.set(ctx.vocabulary, cache);
  const cached = cache.get(ctx.workspace.id);
  if (cached?.countedAt === countedAt) return cached;
  const row = await ctx.db
    .selectFrom("tag_count_hour")
    .select("counts")
    .where("workspace_id", "=", ctx.workspace.id)
    .executeTakeFirstOrThrow();
  const found = { countedAt, counts: new Map(Counts.parse(JSON.parse(row.counts))) };
  cache.set(ctx.workspace.id, found);
  return found;
}

/** When it was counted last, in epoch ms. */
export async function findTime(ctx: Context): Promise<number | null> {
  const row = await ctx.db
    .selectFrom("tag_count_hour")
    .select("counted_at")
    .where("workspace_id", "=", ctx.workspace.id)
    .executeTakeFirst();
  return row?.counted_at ?? null;
}

export async function save(ctx: Context, { countedAt, counts }: HourlyCounts): Promise<void> {
  const row = { counted_at: countedAt, counts: JSON.stringify([...counts]) };
  await ctx.db
    .insertInto("tag_count_hour")
    .values({ workspace_id: ctx.workspace.id, ...row })
    .onConflict((conflict) => conflict.column("workspace_id").doUpdateSet(row))
    .execute();
}

export async function remove(ctx: Context): Promise<void> {
  await ctx.db.deleteFrom("tag_count_hour").where("workspace_id", "=", ctx.workspace.id).execute();
}
