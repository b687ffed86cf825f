import { eventKinds } from "../assignments/kinds.ts";
import type { Context } from "../context.ts";

/** The other names of each of these tags, in the order of their keys. */
export async function aliases(ctx: Context, tagIds: readonly number[]): Promise<Map<number, string[]>> {
  const given = ctx.dialect.rows(
    ["tag_id"],
    tagIds.map((id) => [id]),
  );
  const rows = await ctx.db
    .selectFrom("tag_name")
    .innerJoin(given, "given.tag_id", "tag_name.tag_id")
    .select(["tag_name.tag_id", "tag_name.name"])
    .where("tag_name.workspace_id", "=", ctx.workspace.id)
    .where("tag_name.is_alias", "=", 1)
    .orderBy("tag_name.key")
    .execute();
  const found = new Map<number, string[]>();
  for (const { tag_id, name } of rows) found.set(tag_id, [...(found.get(tag_id) ?? []), name]);
  return found;
}

/** When each of these tags was last given to a contact, in epoch ms; those that never were are left out. */
export async function lastUsed(ctx: Context, tagIds: readonly number[]): Promise<Map<number, number>> {
  const given = ctx.dialect.rows(
    ["tag_id"],
    tagIds.map((id) => [id]),
  );
  const rows = await ctx.db
    .selectFrom(given)
    .select((eb) => [
      "given.tag_id",
      eb
        .selectFrom("tag_event")
        .select("tag_event.at")
        .where("tag_event.workspace_id", "=", ctx.workspace.id)
        .whereRef("tag_event.tag_id", "=", "given.tag_id")
        .where("tag_event.kind", "in", [eventKinds.added, eventKinds.refreshed])
        .orderBy("tag_event.at", "desc")
        .limit(1)
        .as("at"),
      // What bulk changes gave: they write no entry for a contact.
      eb
        .selectFrom("tag_batch")
        .select("tag_batch.at")
        .where("tag_batch.workspace_id", "=", ctx.workspace.id)
        .whereRef("tag_batch.tag_id", "=", "given.tag_id")
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
