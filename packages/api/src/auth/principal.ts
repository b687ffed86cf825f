import { DomainError } from "@tagdeck/core/errors";
import { ContactClaims } from "@tagdeck/core/contacts/inputs";
import { type Permission, permissions, readRole, type Role } from "@tagdeck/core/members/roles";
import { type Kernel, type Principal, readSettings } from "../context.ts";
import type { Db } from "../db/dialect.ts";
import { hasPassword } from "../session/store.ts";
import type { Auth } from "./auth.ts";
import { hashToken } from "./token.ts";

/** Who calls, in which workspace, until when (epoch ms). */
export type Caller = { workspaceId: number; principal: Principal; until: number };

export type Credentials = {
  headers: Headers;
  workspaceSlug: string | null;
  /** The console's own origins: the only pages whose requests may use the session cookie. */
  ownOrigins: readonly string[];
};

/**
 * Finds out who is calling: a panel session or an API key by its bearer token, else a member by the session
 * cookie and the workspace's slug.
 *
 * @throws DomainError `unauthenticated`, `session_expired`, `workspace_not_found`, `two_factor_required`
 */
export async function resolveCaller(kernel: Kernel, auth: Auth, credentials: Credentials): Promise<Caller> {
  const header = credentials.headers.get("authorization");
  if (header !== null) {
    const token = /^Bearer ([\w-]{20,200})$/.exec(header)?.[1];
    if (!token) throw new DomainError("unauthenticated");
    return token.startsWith("tdk_")
      ? resolveKey(kernel, token)
      : resolvePanel(kernel, token, credentials.headers.get("origin"));
  }
  return resolveMember(kernel, auth, credentials);
}

/** The sign-in to the console, by the session cookie. */
export async function consoleSession(auth: Auth, headers: Headers, ownOrigins: readonly string[]) {
  const origin = headers.get("origin");
  if (origin !== null && !ownOrigins.includes(origin)) return null;
  return auth.api.getSession({ headers });
}

async function resolveMember(
  kernel: Kernel,
  auth: Auth,
  { headers, workspaceSlug, ownOrigins }: Credentials,
): Promise<Caller> {
  const signedIn = await consoleSession(auth, headers, ownOrigins);
  if (!signedIn) throw new DomainError("unauthenticated");
  const { user, session } = signedIn;
  const row = await kernel.database.read(null, (db) =>
    db
      .selectFrom("member")
      .innerJoin("workspace", "workspace.id", "member.workspace_id")
      .select(["workspace.id as workspaceId", "workspace.settings", "member.id as memberId", "member.role"])
      .where("member.user_id", "=", user.id)
      .where("workspace.slug", "=", workspaceSlug ?? "")
      .executeTakeFirst(),
  );
  // A workspace that is not theirs looks like one that is not there.
  if (!row) throw new DomainError("workspace_not_found");
  if (readSettings(row.settings).requireTwoFactor && user.twoFactorEnabled !== true) {
    // Who has no password here signs in elsewhere, and the second step is asked for there.
    if (await kernel.database.read(null, (db) => hasPassword(db, user.id))) {
      throw new DomainError("two_factor_required");
    }
  }
  return {
    workspaceId: row.workspaceId,
    principal: {
      kind: "member",
      userId: user.id,
      memberId: row.memberId,
      sessionId: session.id,
      name: user.name,
      role: readRole(row.role),
    },
    until: Number.POSITIVE_INFINITY,
  };
}

/** A panel's session, bound to the origin of its page. */
export async function resolvePanel(kernel: Kernel, token: string, origin: string | null): Promise<Caller> {
  const now = kernel.now();
  const row = await kernel.database.read(null, (db) => panelSession(db, hashToken(token)));
  if (!row || row.expires_at <= now) throw new DomainError("session_expired");
  const page = row.frame_origin ?? row.origin;
  if (origin !== null && origin !== page) throw new DomainError("origin_not_allowed", { origin });
  const member = row.member_id === null ? null : openMember(row, now);
  if (row.member_id !== null && !member) throw new DomainError("session_expired");
  // safe because only lists of strings are written there
  const contacts = row.contacts === null ? null : new Set(JSON.parse(row.contacts) as string[]);
  return {
    workspaceId: row.workspace_id,
    principal: {
      kind: "panel",
      agentId: row.agent_id,
      name: member?.name ?? row.name,
      role: member?.role ?? readRole(row.role),
      origin: row.origin,
      contacts,
      claims: row.claims === null ? null : ContactClaims.parse(JSON.parse(row.claims)),
      ...(member && { memberUserId: member.userId }),
    },
    until: row.expires_at,
  };
}

async function panelSession(db: Db, tokenHash: string) {
  return db
    .selectFrom("embed_session as session")
    .leftJoin("member", (join) =>
      join
        .onRef("member.workspace_id", "=", "session.workspace_id")
        .onRef("member.id", "=", "session.member_id"),
    )
    .leftJoin("auth_user", "auth_user.id", "member.user_id")
    .leftJoin("auth_session", "auth_session.id", "session.auth_session_id")
    .selectAll("session")
    .select(["member.user_id", "member.role as member_role", "auth_user.name as member_name"])
    .select("auth_session.expiresAt as signed_in_until")
    .where("session.token_hash", "=", tokenHash)
    .executeTakeFirst();
}

type MemberColumns = {
  user_id: string | null;
  member_role: string | null;
  member_name: string | null;
  signed_in_until: string | Date | null;
};

/** Who opened the frame, as they are now; null once they are no member or signed out of the console. */
function openMember(row: MemberColumns, now: number): { userId: string; name: string; role: Role } | null {
  const { user_id, member_role, member_name, signed_in_until } = row;
  if (user_id === null || signed_in_until === null || new Date(signed_in_until).getTime() <= now) return null;
  return { userId: user_id, name: member_name ?? "", role: readRole(member_role ?? "") };
}

async function resolveKey(kernel: Kernel, token: string): Promise<Caller> {
  const now = kernel.now();
  const row = await kernel.database.read(null, (db) =>
    db.selectFrom("api_key").selectAll().where("token_hash", "=", hashToken(token)).executeTakeFirst(),
  );
  if (!row || row.revoked_at !== null || (row.expires_at !== null && row.expires_at <= now)) {
    throw new DomainError("unauthenticated");
  }
  if (row.last_used_at === null || now - row.last_used_at > 60_000) {
    await kernel.database.write(null, (db) =>
      db.updateTable("api_key").set({ last_used_at: now }).where("id", "=", row.id).execute(),
    );
  }
  return {
    workspaceId: row.workspace_id,
    principal: { kind: "key", keyId: row.id, name: row.name, permissions: readScopes(row.scopes) },
    until: row.expires_at ?? Number.POSITIVE_INFINITY,
  };
}

/** A key's scopes as stored: permissions separated by spaces, or `all`: everything but members, keys and the audit log. */
export function readScopes(scopes: string): ReadonlySet<Permission> {
  const wanted = new Set(scopes.split(" "));
  return new Set(
    permissions.filter((permission) =>
      wanted.has("all") ? !/^(members|keys|activity)\./.test(permission) : wanted.has(permission),
    ),
  );
}
