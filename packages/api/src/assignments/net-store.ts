import type { Context } from "../context.ts";
import * as log from "../tags/log.ts";
import { eventKinds } from "./kinds.ts";

// What history says of counts: being tagged again or extended changes none.
const telling = [eventKinds.added, eventKinds.removed, eventKinds.expired, eventKinds.merged] as const;

/** By how many contacts each of these tags has grown since an instant (epoch ms), it excluded. */
export async function since(
  ctx: Context,
  tagIds: readonly number[],
  at: number,
): Promise<Map<number, number>> {
  if (tagIds.length === 0) return new Map();
  const given = ctx.dialect.rows(
    ["tag_id"],
    tagIds.map((id) => [id]),
  );
  const rows = await ctx.db
    .selectFrom(given)
    .innerJoin("tag_event", (join) =>
      join
        .onRef("tag_event.tag_id", "=", "given.tag_id")
        .on("tag_event.workspace_id", "=", ctx.workspace.id)
        .on("tag_event.at", ">", at)
        .on("tag_event.at", "<=", ctx.now),
    )
    .where("tag_event.kind", "in", [...telling])
    .select(["tag_event.tag_id", "tag_event.kind", (eb) => eb.fn.countAll<number>().as("n")])
    .groupBy(["tag_event.tag_id", "tag_event.kind"])
    .execute();
  const net = new Map<number, number>();
  for (const { tag_id, kind, n } of rows) {
    net.set(tag_id, (net.get(tag_id) ?? 0) + (kind === eventKinds.added ? n : -n));
  }
  // Bulk changes have one line a tag, whatever became of what they gave.
  const batches = await ctx.db
    .selectFrom(given)
    .innerJoin("tag_batch", (join) =>
      join
        .onRef("tag_batch.tag_id", "=", "given.tag_id")
        .on("tag_batch.workspace_id", "=", ctx.workspace.id)
        .on("tag_batch.at", ">", at)
        .on("tag_batch.at", "<=", ctx.now),
    )
    .select(["tag_batch.tag_id", (eb) => eb.fn.sum<number>("tag_batch.n").as("n")])
    .groupBy("tag_batch.tag_id")
    .execute();
  for (const { tag_id, n } of batches) net.set(tag_id, (net.get(tag_id) ?? 0) + n);
  for (const { tagId, n } of await log.growths(ctx, tagIds, { from: at + 1, to: ctx.now + 1 })) {
    net.set(tagId, (net.get(tagId) ?? 0) + n);
  }
  return net;
}

/** By how many contacts a tag has grown in each of several spans (epoch ms, `from` included, `to` not). */
export async function inSpans(
  ctx: Context,
  tagId: number,
  spans: readonly { from: number; to: number }[],
): Promise<number[]> {
  const given = ctx.dialect.rows(
    ["span", "from_at", "to_at"],
    spans.map(({ from, to }, i) => [i, from, to]),
  );
  // One subquery a span: grouping all their rows takes eight times as long.
  const rows = await ctx.db
    .selectFrom(given)
    .select((outer) => [
      "given.span",
      outer
        .selectFrom("tag_event")
        .where("workspace_id", "=", ctx.workspace.id)
        .where("tag_id", "=", tagId)
        .whereRef("at", ">=", "given.from_at")
        .whereRef("at", "<", "given.to_at")
        .select((eb) =>
          eb.fn
            .sum<number | null>(
              eb
                .case()
                .when("kind", "=", eventKinds.added)
                .then(1)
                .when("kind", "in", [eventKinds.removed, eventKinds.expired, eventKinds.merged])
                .then(-1)
                .else(0)
                .end(),
            )
            .as("n"),
        )
        .as("n"),
      outer
        .selectFrom("tag_batch")
        .where("workspace_id", "=", ctx.workspace.id)
        .where("tag_id", "=", tagId)
        .whereRef("at", ">=", "given.from_at")
        .whereRef("at", "<", "given.to_at")
        .select((eb) => eb.fn.sum<number | null>("n").as("n"))
        .as("batched"),
    ])
    .execute();
  const net = new Map(rows.map(({ span, n, batched }) => [span, (n ?? 0) + (batched ?? 0)]));
  const range = { from: spans[0]?.from ?? 0, to: spans.at(-1)?.to ?? 0 };
  const merged = await log.growths(ctx, [tagId], range);
  return spans.map(({ from, to }, i) => {
    const here = merged.filter(({ at }) => from <= at && at < to);
    return (net.get(i) ?? 0) + here.reduce((sum, { n }) => sum + n, 0);
  });
}
