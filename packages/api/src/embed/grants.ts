import { DomainError } from "@tagdeck/core/errors";
import type { ClaimGrant } from "@tagdeck/core/embed/inputs";
import type { FrameGrant, PanelSession } from "@tagdeck/core/embed/session";
import { readRole } from "@tagdeck/core/members/roles";
import { authorize, type Context, inTransaction, iso } from "../context.ts";
import type { Services } from "../services.ts";
import * as workspaces from "../workspaces/store.ts";
import * as grants from "./grant-store.ts";
import { openSession } from "./open-session.ts";
import * as embed from "./store.ts";

/** A working day and its breaks: neither the agent nor Zendesk, which signs only when it loads the app, is asked twice. */
export const grantLength = 12 * 3_600_000;
/** How long the code between the sign-in window and the frame is good. */
const codeLength = 2 * 60_000;

const principal = { kind: "system", name: "panel" } as const;

/**
 * Lets the member who calls use the panel in frames of a site: a code for the frame to take up.
 *
 * @throws DomainError `forbidden`, `origin_not_allowed`
 */
export async function openFrame(ctx: Context, origin: string): Promise<{ code: string; expiresAt: string }> {
  authorize(ctx, "tags.read");
  const { principal: caller } = ctx;
  // A key or a panel is nobody who could sit in front of a frame.
  if (caller.kind !== "member" || caller.sessionId === undefined) {
    throw new DomainError("forbidden", { permission: "tags.read" });
  }
  if (!(await embed.holdOrigin(ctx, origin))) throw new DomainError("origin_not_allowed", { origin });
  const expiresAt = ctx.now + codeLength;
  const code = await grants.insert(ctx, {
    agentId: caller.userId,
    name: caller.name,
    origin,
    memberId: caller.memberId,
    authSessionId: caller.sessionId,
    claimUntil: ctx.now + grantLength,
    expiresAt,
  });
  return { code, expiresAt: iso(expiresAt) };
}

/**
 * The frame takes up what a member has opened. Only Tagdeck's own page may.
 *
 * @throws DomainError `workspace_not_found`, `origin_not_allowed`, `token_invalid`
 */
export async function claimGrant(
  { kernel, ownOrigins }: Pick<Services, "kernel" | "ownOrigins">,
  input: ClaimGrant,
  page: string | null,
): Promise<FrameGrant> {
  if (page === null || !ownOrigins.includes(page))
    throw new DomainError("origin_not_allowed", { origin: page });
  const workspace = await kernel.database.read(null, (db) => workspaces.findBySlug(db, input.workspace));
  if (!workspace) throw new DomainError("workspace_not_found");
  return inTransaction(kernel, { workspaceId: workspace.id, principal }, async (ctx) => {
    const claimed = await grants.claim(ctx, input.code, input.origin);
    if (!claimed) throw new DomainError("token_invalid", { reason: "code" });
    return { grant: claimed.token, expiresAt: iso(claimed.expiresAt) };
  });
}

/**
 * Exchanges a grant for a session: as the member is now, or as the agent whom Zendesk signed for.
 *
 * @throws DomainError `session_expired`, `origin_not_allowed`
 */
export async function exchangeGrant(
  ctx: Context,
  token: string,
  { site, page }: { site: string; page: string },
): Promise<PanelSession> {
  if (!(await embed.holdOrigin(ctx, site))) throw new DomainError("origin_not_allowed", { origin: site });
  const row = await grants.find(ctx, token, site);
  if (!row) throw new DomainError("session_expired");
  const common = { contacts: null, claims: null, origin: site, frameOrigin: page, keyId: 0 };
  const { agent_id: id, member_id, auth_session_id, expires_at: until } = row;
  if (member_id === null || auth_session_id === null) {
    const agent = { id, name: row.name, role: "agent" as const };
    return openSession(ctx, { ...common, agent, member: null, until });
  }
  const { role, signed_in_until } = row;
  if (role === null || signed_in_until === null || new Date(signed_in_until).getTime() <= ctx.now) {
    throw new DomainError("session_expired");
  }
  const agent = { id, name: row.member_name ?? row.name, role: readRole(role) };
  return openSession(ctx, {
    ...common,
    agent,
    member: { id: member_id, authSessionId: auth_session_id },
    until,
  });
}
