import type { Role } from "@tagdeck/core/members/roles";
import type { Context } from "../context.ts";
import type { Db } from "../db/dialect.ts";

export async function workspacesOf(db: Db, userId: string) {
  return db
    .selectFrom("member")
    .innerJoin("workspace", "workspace.id", "member.workspace_id")
    .select(["workspace.slug", "workspace.name", "member.role"])
    .where("member.user_id", "=", userId)
    .orderBy("workspace.name")
    .execute();
}

/** The memberships of a user, with what they are called. */
export async function ofUser(db: Db, userId: string) {
  return db
    .selectFrom("member")
    .innerJoin("auth_user", "auth_user.id", "member.user_id")
    .select(["member.id", "member.workspace_id", "member.role", "auth_user.name"])
    .where("member.user_id", "=", userId)
    .orderBy("member.id")
    .execute();
}

/** Makes a user a member; false when they are one. */
export async function insert(
  db: Db,
  member: { workspaceId: number; userId: string; role: Role },
  now: number,
): Promise<boolean> {
  const row = await db
    .insertInto("member")
    .values({
      workspace_id: member.workspaceId,
      user_id: member.userId,
      role: member.role,
      created_at: now,
    })
    .onConflict((conflict) => conflict.columns(["workspace_id", "user_id"]).doNothing())
    .returning("id")
    .executeTakeFirst();
  return row !== undefined;
}

function select(ctx: Context) {
  return ctx.db
    .selectFrom("member")
    .innerJoin("auth_user", "auth_user.id", "member.user_id")
    .select([
      "member.id",
      "member.role",
      "member.user_id",
      "member.created_at",
      "auth_user.name",
      "auth_user.email",
    ])
    .where("member.workspace_id", "=", ctx.workspace.id);
}

export async function list(ctx: Context) {
  return select(ctx).orderBy("member.id").execute();
}

export async function find(ctx: Context, id: number) {
  return select(ctx).where("member.id", "=", id).executeTakeFirst();
}

export async function hasEmail(ctx: Context, email: string): Promise<boolean> {
  return (await select(ctx).where("auth_user.email", "=", email).executeTakeFirst()) !== undefined;
}

/** Locks all members: who changes one waits for who changes another. */
export async function lockAll(ctx: Context): Promise<void> {
  await ctx.dialect
    .forUpdate(
      ctx.db.selectFrom("member").select("id").where("workspace_id", "=", ctx.workspace.id).orderBy("id"),
    )
    .execute();
}

export async function setRole(ctx: Context, id: number, role: Role): Promise<void> {
  await ctx.db
    .updateTable("member")
    .set({ role })
    .where("workspace_id", "=", ctx.workspace.id)
    .where("id", "=", id)
    .execute();
}

export async function remove(ctx: Context, id: number): Promise<void> {
  await ctx.db
    .deleteFrom("member")
    .where("workspace_id", "=", ctx.workspace.id)
    .where("id", "=", id)
    .execute();
}
