import type { Context } from "../context.ts";
import type { Db } from "../db/dialect.ts";
import { hashToken } from "../auth/token.ts";

const validity = 7 * 86_400_000;

function open(ctx: Context) {
  return ctx.db
    .selectFrom("invitation")
    .selectAll()
    .where("workspace_id", "=", ctx.workspace.id)
    .where("accepted_at", "is", null)
    .where("revoked_at", "is", null)
    .where("expires_at", ">", ctx.now);
}

export async function listOpen(ctx: Context) {
  return open(ctx).orderBy("id").execute();
}

export async function find(ctx: Context, id: number) {
  return open(ctx).where("id", "=", id).executeTakeFirst();
}

/** The open invitations of an address, to any workspace. */
export async function openFor(db: Db, email: string, now: number) {
  return db
    .selectFrom("invitation")
    .select(["id", "workspace_id", "role"])
    .where("email", "=", email)
    .where("accepted_at", "is", null)
    .where("revoked_at", "is", null)
    .where("expires_at", ">", now)
    .orderBy("id")
    .execute();
}

/** The addresses of invitations, open or not. */
export async function emailsOf(ctx: Context, ids: readonly number[]): Promise<Map<number, string>> {
  if (ids.length === 0) return new Map();
  const rows = await ctx.db
    .selectFrom("invitation")
    .select(["id", "email"])
    .where("workspace_id", "=", ctx.workspace.id)
    .where("id", "in", [...new Set(ids)])
    .execute();
  return new Map(rows.map(({ id, email }) => [id, email]));
}

export async function insert(
  ctx: Context,
  invitation: { email: string; role: string; token: string; invitedBy: number },
) {
  return ctx.db
    .insertInto("invitation")
    .values({
      workspace_id: ctx.workspace.id,
      email: invitation.email,
      role: invitation.role,
      token_hash: hashToken(invitation.token),
      invited_by: invitation.invitedBy,
      created_at: ctx.now,
      expires_at: ctx.now + validity,
    })
    .returningAll()
    .executeTakeFirstOrThrow();
}

export async function revoke(ctx: Context, id: number): Promise<void> {
  await ctx.db
    .updateTable("invitation")
    .set({ revoked_at: ctx.now })
    .where("workspace_id", "=", ctx.workspace.id)
    .where("id", "=", id)
    .execute();
}

export async function revokeFor(ctx: Context, email: string): Promise<void> {
  await ctx.db
    .updateTable("invitation")
    .set({ revoked_at: ctx.now })
    .where("workspace_id", "=", ctx.workspace.id)
    .where("email", "=", email)
    .where("accepted_at", "is", null)
    .where("revoked_at", "is", null)
    .execute();
}

/** An invitation by its link, with its workspace and who invited. */
export async function byToken(db: Db, token: string) {
  return db
    .selectFrom("invitation")
    .innerJoin("workspace", "workspace.id", "invitation.workspace_id")
    .leftJoin("member", "member.id", "invitation.invited_by")
    .leftJoin("auth_user as inviter", "inviter.id", "member.user_id")
    .selectAll("invitation")
    .select(["workspace.name as workspaceName", "workspace.slug", "inviter.name as inviterName"])
    .where("token_hash", "=", hashToken(token))
    .executeTakeFirst();
}

/** Uses an invitation up; false when somebody was quicker. */
export async function accept(db: Db, id: number, now: number): Promise<boolean> {
  const row = await db
    .updateTable("invitation")
    .set({ accepted_at: now })
    .where("id", "=", id)
    .where("accepted_at", "is", null)
    .where("revoked_at", "is", null)
    .returning("id")
    .executeTakeFirst();
  return row !== undefined;
}
