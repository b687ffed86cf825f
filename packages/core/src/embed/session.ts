import type { Permission, Role } from "../members/roles.ts";

/** What the panel gets for a signed token: an opaque session, kept in the page's memory only. */
export type PanelSession = {
  session: string;
  /** ISO 8601, UTC. */
  expiresAt: string;
  agent: { id: string; name: string; role: Role };
  permissions: Permission[];
  workspace: { slug: string; name: string; timeZone: string; tagNameMax: number; contactTagMax: number };
};

export type PanelKey = {
  kid: string;
  alg: "HS256" | "EdDSA" | "ES256";
  createdAt: string;
  lastUsedAt: string | null;
};

/** What a frame exchanges for panel sessions while it lasts; only the frame page of one site can. */
export type FrameGrant = {
  grant: string;
  /** ISO 8601, UTC. */
  expiresAt: string;
};

export type ZendeskApp = { audience: string; publicKey: string; createdAt: string };

/** What the server tells the script of the frame page. */
export type FrameSetting = {
  /** Null: there is none of the name asked for. */
  workspace: string | null;
  /** The origins of the sites that may show the frame. */
  origins: string[];
  /** What Zendesk's signature was good for. */
  grant: string | null;
  /** Why it was good for nothing. */
  problem: { code: string; reason: string | null } | null;
};
