import type { Context } from "../context.ts";

type Entry =
  | { kind: "tag"; tagId: number }
  | { kind: "assignment"; tagId: number; contactId: number }
  | { kind: "contact"; contactId: number }
  | { kind: "workspace" };

/** Appends to the workspace's change feed, in the transaction of the change; its id is the change's `seq`. */
export async function append(ctx: Context, entry: Entry): Promise<number> {
  const row = await ctx.db
    .insertInto("change")
    .values({
      workspace_id: ctx.workspace.id,
      at: ctx.now,
      kind: entry.kind,
      tag_id: "tagId" in entry ? entry.tagId : null,
      contact_id: "contactId" in entry ? entry.contactId : null,
    })
    .returning("id")
    .executeTakeFirstOrThrow();
  ctx.feedGrew();
  return row.id;
}

/** Removes changes recorded before an instant (epoch ms), at most `limit` of them; returns how many. */
export async function trim(ctx: Context, before: number, limit: number): Promise<number> {
  const last = await ctx.db
    .selectFrom("change")
    .select(["id", "at"])
    .where("workspace_id", "=", ctx.workspace.id)
    .orderBy("id")
    .limit(limit)
    .execute();
  const ids = last.filter(({ at }) => at < before).map(({ id }) => id);
  if (ids.length === 0) return 0;
  await ctx.db
    .deleteFrom("change")
    .where("workspace_id", "=", ctx.workspace.id)
    .where("id", "in", ids)
    .execute();
  return ids.length;
}
