import * as actors from "../actors/store.ts";
import type { Context } from "../context.ts";

const day = 86_400_000;
/** After so long an unused tag's weight is halved, in ms. */
const halfLife = 14 * day;

/**
 * Notes that a person has applied tags in one step: each counts once, to however many contacts it was given.
 * What programs apply says nothing about what a person will look for.
 */
export async function record(ctx: Context, tagIds: readonly number[]): Promise<void> {
  if (tagIds.length === 0) return;
  if (ctx.principal.kind !== "member" && ctx.principal.kind !== "panel") return;
  const actor_id = await actors.current(ctx);
  // In one order, so that two steps of one person never wait for each other in a circle.
  const sorted = [...new Set(tagIds)].sort((a, b) => a - b);
  await ctx.db
    .insertInto("tag_use")
    .values(
      sorted.map((tag_id) => ({ workspace_id: ctx.workspace.id, actor_id, tag_id, n: 1, last_at: ctx.now })),
    )
    .onConflict((conflict) =>
      conflict.columns(["workspace_id", "actor_id", "tag_id"]).doUpdateSet((eb) => ({
        n: eb("tag_use.n", "+", 1),
        last_at: eb.ref("excluded.last_at"),
      })),
    )
    .execute();
}

/** The caller's own weight of each tag they have applied: how often, less the longer ago. */
export async function weights(ctx: Context): Promise<Map<number, number>> {
  const actorId = await actors.find(ctx);
  if (actorId === null) return new Map();
  const rows = await ctx.db
    .selectFrom("tag_use")
    .select(["tag_id", "n", "last_at"])
    .where("workspace_id", "=", ctx.workspace.id)
    .where("actor_id", "=", actorId)
    .execute();
  return new Map(rows.map((row) => [row.tag_id, row.n * 0.5 ** ((ctx.now - row.last_at) / halfLife)]));
}
