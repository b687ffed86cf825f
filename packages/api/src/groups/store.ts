import type { Context } from "../context.ts";
import type { GroupRow } from "../db/schema.ts";

/** In their order. */
export async function list(ctx: Context): Promise<GroupRow[]> {
  return ctx.db
    .selectFrom("tag_group")
    .selectAll()
    .where("workspace_id", "=", ctx.workspace.id)
    .orderBy("position")
    .orderBy("id")
    .execute();
}

/** The group, locked for the rest of the transaction. */
export async function lock(ctx: Context, id: number): Promise<GroupRow | undefined> {
  return ctx.dialect
    .forUpdate(
      ctx.db
        .selectFrom("tag_group")
        .selectAll()
        .where("workspace_id", "=", ctx.workspace.id)
        .where("id", "=", id),
    )
    .executeTakeFirst();
}

export async function byKey(ctx: Context, key: string): Promise<GroupRow | undefined> {
  return ctx.db
    .selectFrom("tag_group")
    .selectAll()
    .where("workspace_id", "=", ctx.workspace.id)
    .where("name_key", "=", key)
    .executeTakeFirst();
}

type Named = Pick<GroupRow, "name" | "name_key" | "color">;

/** Undefined = another group has the name. */
export async function insert(
  ctx: Context,
  group: Named & Pick<GroupRow, "position" | "exclusive">,
): Promise<GroupRow | undefined> {
  return ctx.db
    .insertInto("tag_group")
    .values({ workspace_id: ctx.workspace.id, ...group, created_at: ctx.now, updated_at: ctx.now })
    .onConflict((conflict) => conflict.columns(["workspace_id", "name_key"]).doNothing())
    .returningAll()
    .executeTakeFirst();
}

export async function update(
  ctx: Context,
  id: number,
  set: Partial<Named & Pick<GroupRow, "position" | "exclusive">>,
): Promise<void> {
  await ctx.db
    .updateTable("tag_group")
    .set({ ...set, updated_at: ctx.now })
    .where("workspace_id", "=", ctx.workspace.id)
    .where("id", "=", id)
    .execute();
}

export async function remove(ctx: Context, id: number): Promise<void> {
  await ctx.db
    .deleteFrom("tag_group")
    .where("workspace_id", "=", ctx.workspace.id)
    .where("id", "=", id)
    .execute();
}
