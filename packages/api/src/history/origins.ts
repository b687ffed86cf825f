import type { TagSource } from "@tagdeck/core/contacts/contact";
import type { Given } from "@tagdeck/core/history/entries";
import * as actors from "../actors/store.ts";
import type { Context } from "../context.ts";
import * as feed from "../feed/store.ts";

/** A bulk change, which gives tags at one instant (epoch ms), however long it takes. */
export type Origin = { id: number; at: number };

export async function insert(
  ctx: Context,
  { source, name }: { source: TagSource; name: string },
): Promise<Origin> {
  const row = await ctx.db
    .insertInto("origin")
    .values({
      workspace_id: ctx.workspace.id,
      kind: source,
      name,
      actor_id: await actors.current(ctx),
      at: ctx.now,
    })
    .returning(["id", "at"])
    .executeTakeFirstOrThrow();
  return row;
}

/** Opens a line for each tag that it will give; before the first contact gets it. */
export async function open(ctx: Context, origin: Origin, tagIds: readonly number[]): Promise<void> {
  const seqs = await feed.appendTags(ctx, tagIds);
  if (seqs.size === 0) return;
  await ctx.db
    .insertInto("tag_batch")
    .values(
      [...seqs].map(([tag_id, seq]) => ({
        workspace_id: ctx.workspace.id,
        tag_id,
        at: origin.at,
        seq,
        origin_id: origin.id,
        n: 0,
      })),
    )
    .execute();
}

/** Counts what it has given, or given and lost with an erased contact: in the transaction of that. */
export async function count(ctx: Context, given: readonly Given[], sign: 1 | -1): Promise<void> {
  const perLine = new Map<string, { originId: number; tagId: number; n: number }>();
  for (const { originId, tagId } of given) {
    if (originId === null) continue;
    const line = perLine.get(`${originId} ${tagId}`) ?? { originId, tagId, n: 0 };
    line.n += sign;
    perLine.set(`${originId} ${tagId}`, line);
  }
  // In one order, so that two who count never wait for each other in a circle.
  const lines = [...perLine.values()].sort((a, b) => a.originId - b.originId || a.tagId - b.tagId);
  for (const { originId, tagId, n } of lines) {
    await ctx.db
      .updateTable("tag_batch")
      .set((eb) => ({ n: eb("n", "+", n) }))
      .where("workspace_id", "=", ctx.workspace.id)
      .where("origin_id", "=", originId)
      .where("tag_id", "=", tagId)
      .execute();
  }
}

/** Whether a bulk change ever gave the tag. */
export async function anyOfTag(ctx: Context, tagId: number): Promise<boolean> {
  const row = await ctx.db
    .selectFrom("tag_batch")
    .select("seq")
    .where("workspace_id", "=", ctx.workspace.id)
    .where("tag_id", "=", tagId)
    .where("n", ">", 0)
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}
