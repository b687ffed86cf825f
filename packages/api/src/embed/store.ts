import type { Context } from "../context.ts";
import type { Db } from "../db/dialect.ts";

export async function liveKeys(ctx: Context) {
  return ctx.db
    .selectFrom("embed_key")
    .selectAll()
    .where("workspace_id", "=", ctx.workspace.id)
    .where("revoked_at", "is", null)
    .orderBy("id")
    .execute();
}

export async function findKey(ctx: Context, kid: string) {
  return ctx.db
    .selectFrom("embed_key")
    .selectAll()
    .where("workspace_id", "=", ctx.workspace.id)
    .where("kid", "=", kid)
    .where("revoked_at", "is", null)
    .executeTakeFirst();
}

/** The live keys, locked with all that could add one: who counts them waits for who adds one. */
export async function lockLiveKeys(ctx: Context) {
  await ctx.dialect
    .forUpdate(ctx.db.selectFrom("workspace").select("id").where("id", "=", ctx.workspace.id))
    .execute();
  return liveKeys(ctx);
}

/** Keeps a live key as it is for the rest of the transaction; false when it is revoked. */
export async function holdKey(ctx: Context, id: number): Promise<boolean> {
  const row = await ctx.dialect
    .forUpdate(
      ctx.db
        .selectFrom("embed_key")
        .select("id")
        .where("workspace_id", "=", ctx.workspace.id)
        .where("id", "=", id)
        .where("revoked_at", "is", null),
    )
    .executeTakeFirst();
  return row !== undefined;
}

export async function insertKey(
  ctx: Context,
  key: { kid: string; alg: string; secret: string | null; publicKey: string | null },
) {
  return ctx.db
    .insertInto("embed_key")
    .values({
      workspace_id: ctx.workspace.id,
      kid: key.kid,
      alg: key.alg,
      secret: key.secret,
      public_key: key.publicKey,
      created_at: ctx.now,
    })
    .returningAll()
    .executeTakeFirstOrThrow();
}

/** Ends a key and the sessions it opened. */
export async function revokeKey(ctx: Context, id: number): Promise<void> {
  await ctx.db
    .updateTable("embed_key")
    .set({ revoked_at: ctx.now })
    .where("workspace_id", "=", ctx.workspace.id)
    .where("id", "=", id)
    .execute();
  await ctx.db
    .deleteFrom("embed_session")
    .where("workspace_id", "=", ctx.workspace.id)
    .where("key_id", "=", id)
    .execute();
}

export async function touchKey(ctx: Context, id: number): Promise<void> {
  await ctx.db
    .updateTable("embed_key")
    .set({ last_used_at: ctx.now })
    .where("workspace_id", "=", ctx.workspace.id)
    .where("id", "=", id)
    .where((eb) => eb.or([eb("last_used_at", "is", null), eb("last_used_at", "<", ctx.now - 60_000)]))
    .execute();
}

export async function origins(ctx: Context): Promise<string[]> {
  const rows = await ctx.db
    .selectFrom("embed_origin")
    .select("origin")
    .where("workspace_id", "=", ctx.workspace.id)
    .orderBy("origin")
    .execute();
  return rows.map(({ origin }) => origin);
}

export async function addOrigin(ctx: Context, origin: string): Promise<void> {
  await ctx.db
    .insertInto("embed_origin")
    .values({ workspace_id: ctx.workspace.id, origin, created_at: ctx.now })
    .onConflict((conflict) => conflict.columns(["workspace_id", "origin"]).doNothing())
    .execute();
}

/** Keeps an origin in the list for the rest of the transaction; false when it is not there. */
export async function holdOrigin(ctx: Context, origin: string): Promise<boolean> {
  const row = await ctx.dialect
    .forUpdate(
      ctx.db
        .selectFrom("embed_origin")
        .select("origin")
        .where("workspace_id", "=", ctx.workspace.id)
        .where("origin", "=", origin),
    )
    .executeTakeFirst();
  return row !== undefined;
}

/** Takes an origin from the list and ends its sessions and grants. */
export async function removeOrigin(ctx: Context, origin: string): Promise<void> {
  for (const table of ["embed_origin", "embed_session", "embed_grant"] as const) {
    await ctx.db
      .deleteFrom(table)
      .where("workspace_id", "=", ctx.workspace.id)
      .where("origin", "=", origin)
      .execute();
  }
}

/** Whether any workspace allows pages of this origin: asked before the workspace is known (CORS). */
export async function anyAllows(db: Db, origin: string): Promise<boolean> {
  const row = await db
    .selectFrom("embed_origin")
    .select("origin")
    .where("origin", "=", origin)
    .executeTakeFirst();
  return row !== undefined;
}

/** Notes a token's id until the token has run out; false when it was used before. */
export async function useTokenId(ctx: Context, jti: string, expiresAt: number): Promise<boolean> {
  await ctx.db
    .deleteFrom("embed_jti")
    .where("workspace_id", "=", ctx.workspace.id)
    .where("expires_at", "<", ctx.now)
    .execute();
  const row = await ctx.db
    .insertInto("embed_jti")
    .values({ workspace_id: ctx.workspace.id, jti, expires_at: expiresAt })
    .onConflict((conflict) => conflict.columns(["workspace_id", "jti"]).doNothing())
    .returning("jti")
    .executeTakeFirst();
  return row !== undefined;
}

export async function insertSession(
  ctx: Context,
  session: {
    tokenHash: string;
    agentId: string;
    name: string;
    role: string;
    contacts: readonly string[] | null;
    claims: object | null;
    origin: string;
    frameOrigin?: string | null;
    memberId?: number | null;
    authSessionId?: string | null;
    keyId: number;
    expiresAt: number;
  },
): Promise<void> {
  await ctx.db
    .deleteFrom("embed_session")
    .where("workspace_id", "=", ctx.workspace.id)
    .where("expires_at", "<", ctx.now)
    .execute();
  await ctx.db
    .insertInto("embed_session")
    .values({
      token_hash: session.tokenHash,
      workspace_id: ctx.workspace.id,
      agent_id: session.agentId,
      name: session.name,
      role: session.role,
      contacts: session.contacts && JSON.stringify(session.contacts),
      claims: session.claims && JSON.stringify(session.claims),
      origin: session.origin,
      frame_origin: session.frameOrigin ?? null,
      member_id: session.memberId ?? null,
      auth_session_id: session.authSessionId ?? null,
      key_id: session.keyId,
      created_at: ctx.now,
      expires_at: session.expiresAt,
    })
    .execute();
}

/** Takes what hosts signed about a contact out of the sessions that last. */
export async function forgetClaims(ctx: Context, externalId: string): Promise<void> {
  const open = await ctx.db
    .selectFrom("embed_session")
    .select(["token_hash", "claims"])
    .where("workspace_id", "=", ctx.workspace.id)
    .where("expires_at", ">=", ctx.now)
    .where("claims", "is not", null)
    .execute();
  const about = JSON.stringify({ externalId }).slice(1, -1);
  const sessions = open.filter(({ claims }) => claims?.includes(about)).map((row) => row.token_hash);
  if (sessions.length === 0) return;
  await ctx.db
    .updateTable("embed_session")
    .set({ claims: null })
    .where("workspace_id", "=", ctx.workspace.id)
    .where("token_hash", "in", sessions)
    .execute();
}
