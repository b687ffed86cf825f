import { newToken, hashToken } from "../auth/token.ts";
import type { Context } from "../context.ts";

const prefix = "tdf_";

/** How a grant is told from a token that a host signed. */
export const isGrant = (token: string): boolean => token.startsWith(prefix);

type Grant = {
  agentId: string;
  name: string;
  /** The site whose frame may use it. */
  origin: string;
  expiresAt: number;
} & ({ memberId: number; authSessionId: string; claimUntil: number } | { memberId: null });

/** Makes a grant and answers its token, which is kept as a hash only. */
export async function insert(ctx: Context, grant: Grant): Promise<string> {
  const token = newToken(prefix);
  await ctx.db
    .deleteFrom("embed_grant")
    .where("workspace_id", "=", ctx.workspace.id)
    .where("expires_at", "<", ctx.now)
    .execute();
  await ctx.db
    .insertInto("embed_grant")
    .values({
      workspace_id: ctx.workspace.id,
      token_hash: hashToken(token),
      origin: grant.origin,
      agent_id: grant.agentId,
      name: grant.name,
      member_id: grant.memberId,
      auth_session_id: grant.memberId === null ? null : grant.authSessionId,
      claim_until: grant.memberId === null ? null : grant.claimUntil,
      created_at: ctx.now,
      expires_at: grant.expiresAt,
    })
    .execute();
  return token;
}

/** Turns a code that nobody has taken up into the grant; undefined when it is none, or not of this site. */
export async function claim(ctx: Context, code: string, origin: string) {
  const token = newToken(prefix);
  const row = await ctx.db
    .updateTable("embed_grant")
    .set((eb) => ({
      token_hash: hashToken(token),
      expires_at: eb.ref("claim_until").$notNull(),
      claim_until: null,
    }))
    .where("workspace_id", "=", ctx.workspace.id)
    .where("token_hash", "=", hashToken(code))
    .where("origin", "=", origin)
    .where("claim_until", "is not", null)
    .where("expires_at", ">", ctx.now)
    .returning("expires_at")
    .executeTakeFirst();
  return row && { token, expiresAt: row.expires_at };
}

/** The grant of this token at this site, with the member who opened the frame and until when they are signed in. */
export async function find(ctx: Context, token: string, origin: string) {
  return ctx.db
    .selectFrom("embed_grant as grant")
    .leftJoin("member", (join) =>
      join.onRef("member.workspace_id", "=", "grant.workspace_id").onRef("member.id", "=", "grant.member_id"),
    )
    .leftJoin("auth_user", "auth_user.id", "member.user_id")
    .leftJoin("auth_session", "auth_session.id", "grant.auth_session_id")
    .select(["grant.agent_id", "grant.name", "grant.member_id", "grant.auth_session_id", "grant.expires_at"])
    .select(["member.role", "auth_user.name as member_name", "auth_session.expiresAt as signed_in_until"])
    .where("grant.workspace_id", "=", ctx.workspace.id)
    .where("grant.token_hash", "=", hashToken(token))
    .where("grant.origin", "=", origin)
    .where("grant.claim_until", "is", null)
    .where("grant.expires_at", ">", ctx.now)
    .executeTakeFirst();
}

/** Ends what Zendesk signed for: the grants, and the sessions they were exchanged for. */
export async function removeOfZendesk(ctx: Context): Promise<void> {
  await ctx.db
    .deleteFrom("embed_grant")
    .where("workspace_id", "=", ctx.workspace.id)
    .where("member_id", "is", null)
    .execute();
  await ctx.db
    .deleteFrom("embed_session")
    .where("workspace_id", "=", ctx.workspace.id)
    .where("key_id", "=", 0)
    .where("member_id", "is", null)
    .execute();
}

export async function zendesk(ctx: Context) {
  return ctx.db
    .selectFrom("embed_zendesk")
    .selectAll()
    .where("workspace_id", "=", ctx.workspace.id)
    .executeTakeFirst();
}

/** Keeps the Zendesk app as it is for the rest of the transaction; false when it is another by now. */
export async function holdZendesk(ctx: Context, publicKey: string): Promise<boolean> {
  const row = await ctx.dialect
    .forUpdate(
      ctx.db
        .selectFrom("embed_zendesk")
        .select("workspace_id")
        .where("workspace_id", "=", ctx.workspace.id)
        .where("public_key", "=", publicKey),
    )
    .executeTakeFirst();
  return row !== undefined;
}

export async function setZendesk(ctx: Context, app: { audience: string; publicKey: string }): Promise<void> {
  const columns = { audience: app.audience, public_key: app.publicKey, created_at: ctx.now };
  await ctx.db
    .insertInto("embed_zendesk")
    .values({ workspace_id: ctx.workspace.id, ...columns })
    .onConflict((conflict) => conflict.column("workspace_id").doUpdateSet(columns))
    .execute();
}

export async function removeZendesk(ctx: Context): Promise<void> {
  await ctx.db.deleteFrom("embed_zendesk").where("workspace_id", "=", ctx.workspace.id).execute();
}
