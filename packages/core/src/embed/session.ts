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
