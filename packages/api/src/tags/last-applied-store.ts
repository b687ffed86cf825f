import { eventKinds } from "../assignments/kinds.ts";
import type { Context } from "../context.ts";

/** When contacts were last given these tags (epoch ms), other than by what was taken back or what took back. */
export async function find(ctx: Context, tagIds: readonly number[]): Promise<Map<number, number>> {
  if (tagIds.length === 0) return new Map();
  const given = ctx.dialect.rows(
    ["tag_id"],
    tagIds.map((id) => [id]),
  );
  const rows = await ctx.db
    .selectFrom(given)
    .select((outer) => [
      "given.tag_id",
      outer
        .selectFrom("tag_event as event")
        .where("event.workspace_id", "=", ctx.workspace.id)
        .whereRef("event.tag_id", "=", "given.tag_id")
        .where("event.kind", "in", [eventKinds.added, eventKinds.refreshed])
        .where("event.undoes", "is", null)
        .where((eb) =>
          eb.not(
            eb.exists(
              eb
                .selectFrom("tag_event as undo")
                .select("undo.seq")
                .where("undo.workspace_id", "=", ctx.workspace.id)
                .whereRef("undo.contact_id", "=", "event.contact_id")
                .whereRef("undo.undoes", "=", "event.seq"),
            ),
          ),
        )
        .select("event.at")
        .orderBy("event.at", "desc")
        .limit(1)
        .as("at"),
      outer
        .selectFrom("tag_batch")
        .where("tag_batch.workspace_id", "=", ctx.workspace.id)
        .whereRef("tag_batch.tag_id", "=", "given.tag_id")
        .where("tag_batch.n", ">", 0)
        .select("tag_batch.at")
        .orderBy("tag_batch.at", "desc")
        .limit(1)
        .as("batch_at"),
    ])
    .execute();
  return new Map(
    rows.flatMap(({ tag_id, at, batch_at }) => {
      const last = Math.max(at ?? 0, batch_at ?? 0);
      return last === 0 ? [] : [[tag_id, last] as const];
    }),
  );
}
