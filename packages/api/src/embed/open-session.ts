import type { ContactClaims } from "@tagdeck/core/contacts/inputs";
import type { PanelSession } from "@tagdeck/core/embed/session";
import type { Role } from "@tagdeck/core/members/roles";
import { hashToken, newToken } from "../auth/token.ts";
import { type Context, iso, permissionsOf, type Principal } from "../context.ts";
import * as embed from "./store.ts";

/** How long a panel session lasts, in ms. */
const sessionLength = 15 * 60_000;

export type Opening = {
  agent: { id: string; name: string; role: Role };
  contacts: readonly string[] | null;
  claims: ContactClaims | null;
  /** The site that shows the panel, and in a frame the page that it is in there. */
  origin: string;
  frameOrigin: string | null;
  keyId: number;
  member: { id: number; authSessionId: string } | null;
  /** Epoch ms; it never lasts longer than what it was opened with. */
  until?: number;
};

/** Opens a session of the panel. */
export async function openSession(ctx: Context, opening: Opening): Promise<PanelSession> {
  const session = newToken();
  const expiresAt = Math.min(ctx.now + sessionLength, opening.until ?? Infinity);
  const { agent, origin, member } = opening;
  await embed.insertSession(ctx, {
    tokenHash: hashToken(session),
    agentId: agent.id,
    name: agent.name,
    role: agent.role,
    contacts: opening.contacts,
    claims: opening.claims,
    origin,
    frameOrigin: opening.frameOrigin,
    memberId: member?.id ?? null,
    authSessionId: member?.authSessionId ?? null,
    keyId: opening.keyId,
    expiresAt,
  });
  const principal: Principal = {
    kind: "panel",
    agentId: agent.id,
    name: agent.name,
    role: agent.role,
    origin,
    contacts: null,
    claims: null,
    ...(member && { memberUserId: agent.id }),
  };
  const { slug, name, timeZone, settings } = ctx.workspace;
  return {
    session,
    expiresAt: iso(expiresAt),
    agent,
    permissions: permissionsOf({ workspace: ctx.workspace, principal }),
    workspace: {
      slug,
      name,
      timeZone,
      tagNameMax: settings.tagNameMax,
      contactTagMax: settings.contactTagMax,
    },
  };
}
