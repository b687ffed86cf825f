import type { Context } from "../context.ts";

type Entry =
  | { kind: "tag"; tagId: number }
  | { kind: "assignment"; tagId: number; contactId: number }
  | { kind: "contact"; contactId: number }
  | { kind: "workspace" }
  | { kind: "operation" }
  | { kind: "notification"; userId: string };

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
      user_id: "userId" in entry ? entry.userId : null,
    })
    .returning("id")
    .executeTakeFirstOrThrow();
  ctx.feedGrew();
  return row.id;
}

/** Appends many changes of assignments in one statement; their `seq` in the same order. */
export async function appendAssignments(
  ctx: Context,
  pairs: readonly { contactId: number; tagId: number }[],
): Promise<number[]> {
  const given = ctx.dialect.rows(
    ["contact_id", "tag_id"],
    pairs.map(({ contactId, tagId }) => [contactId, tagId]),
  );
  const rows = await ctx.db
    .insertInto("change")
    .columns(["workspace_id", "at", "kind", "tag_id", "contact_id"])
    .expression((eb) =>
      eb
        .selectFrom(given)
        .select(({ val }) => [
          val(ctx.workspace.id).as("workspace_id"),
          val(ctx.now).as("at"),
          val("assignment").as("kind"),
          "tag_id",
          "contact_id",
        ]),
    )
    .returning(["id", "contact_id", "tag_id"])
    .execute();
  ctx.feedGrew();
  const seqs = new Map(rows.map((row) => [`${row.contact_id} ${row.tag_id}`, row.id]));
  return pairs.map(({ contactId, tagId }) => seqs.get(`${contactId} ${tagId}`) ?? 0);
}

/** Appends changes of many tags in one statement; their `seq` by tag. */
export async function appendTags(ctx: Context, tagIds: readonly number[]): Promise<Map<number, number>> {
  if (tagIds.length === 0) return new Map();
  const given = ctx.dialect.rows(
    ["tag_id"],
    tagIds.map((id) => [id]),
  );
  const rows = await ctx.db
    .insertInto("change")
    .columns(["workspace_id", "at", "kind", "tag_id"])
    .expression((eb) =>
      eb
        .selectFrom(given)
        .select(({ val }) => [
          val(ctx.workspace.id).as("workspace_id"),
          val(ctx.now).as("at"),
          val("tag").as("kind"),
          "tag_id",
        ]),
    )
    .returning(["id", "tag_id"])
    .execute();
  ctx.feedGrew();
  return new Map(rows.map((row) => [row.tag_id ?? 0, row.id]));
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
