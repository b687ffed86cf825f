import { DomainError } from "../errors.ts";
import type { Permission, Role } from "../members/roles.ts";
import type { WorkspaceSettings } from "./settings.ts";

/** The workspace as the signed-in person sees it, with what they may do there. */
export type Workspace = {
  slug: string;
  name: string;
  /** IANA, for example `Asia/Taipei`. */
  timeZone: string;
  settings: WorkspaceSettings;
  role: Role;
  permissions: Permission[];
  /** The feed's place before this was read: what is read later and followed from here misses nothing. */
  cursor: string;
};

// The console's own pages: `/admin/{slug}` must not be one of them.
const reservedSlugs: ReadonlySet<string> = new Set([
  "account",
  "assets",
  "forgot-password",
  "invite",
  "reset-password",
  "setup",
  "sign-in",
  "two-factor",
]);

/**
 * @throws DomainError `workspace_slug_invalid`
 */
export function parseSlug(input: string): string {
  const slug = input.trim().toLowerCase();
  if (!/^[a-z0-9](?:[a-z0-9-]{0,38}[a-z0-9])?$/.test(slug) || reservedSlugs.has(slug)) {
    throw new DomainError("workspace_slug_invalid");
  }
  return slug;
}

/**
 * The zone's canonical IANA name.
 *
 * @throws DomainError `time_zone_invalid`
 */
export function parseTimeZone(input: string): string {
  try {
    const { timeZone } = new Intl.DateTimeFormat("en", { timeZone: input }).resolvedOptions();
    if (!/^[+-]/.test(timeZone)) return timeZone;
  } catch {
    // refused below
  }
  throw new DomainError("time_zone_invalid", { timeZone: input });
}
