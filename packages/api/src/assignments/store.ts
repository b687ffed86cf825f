import type { Context } from "../context.ts";
import type { AssignmentRow } from "../db/schema.ts";

type Assignment = Omit<AssignmentRow, "workspace_id">;

function live(ctx: Context) {
  return ctx.db
    .selectFrom("contact_tag")
    .selectAll()
    .where("workspace_id", "=", ctx.workspace.id)
    .where((eb) => eb.or([eb("expires_at", "is", null), eb("expires_at", ">", ctx.now)]));
}

/** Contacts' assignments that have not run out, deleted tags' among them. */
export async function ofContacts(ctx: Context, contactIds: readonly number[]): Promise<AssignmentRow[]> {
  if (contactIds.length === 0) return [];
  return live(ctx)
    .where("contact_id", "in", [...contactIds])
    .execute();
}

/** Gives a contact a tag; false when it has it already. */
export async function insert(ctx: Context, assignment: Assignment): Promise<boolean> {
  const row = await ctx.db
    .insertInto("contact_tag")
    .values({ workspace_id: ctx.workspace.id, ...assignment })
    .onConflict((conflict) => conflict.columns(["workspace_id", "tag_id", "contact_id"]).doNothing())
    .returning("tag_id")
    .executeTakeFirst();
  if (!row) return false;
  await count(ctx, assignment, 1);
  return true;
}

/** Takes a tag from a contact; returns the assignment as it was, if there was one. */
export async function remove(
  ctx: Context,
  contactId: number,
  tagId: number,
): Promise<AssignmentRow | undefined> {
  const row = await ctx.db
    .deleteFrom("contact_tag")
    .where("workspace_id", "=", ctx.workspace.id)
    .where("tag_id", "=", tagId)
    .where("contact_id", "=", contactId)
    .returningAll()
    .executeTakeFirst();
  if (row) await count(ctx, row, -1);
  return row;
}

export async function anyOfTag(ctx: Context, tagId: number): Promise<boolean> {
  const row = await ctx.db
    .selectFrom("contact_tag")
    .select("tag_id")
    .where("workspace_id", "=", ctx.workspace.id)
    .where("tag_id", "=", tagId)
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}

async function count(ctx: Context, { tag_id, expires_at }: Assignment, n: 1 | -1): Promise<void> {
  await ctx.dialect.addCounts(ctx.db, ctx.workspace.id, [{ tagId: tag_id, expiresAt: expires_at ?? 0, n }]);
}
