import type { WorkspaceSettings } from "../workspaces/settings.ts";

export const roles = ["viewer", "agent", "admin", "owner"] as const;
export type Role = (typeof roles)[number];

/** A role as it was stored; one that is not known may only look. */
export function readRole(value: string): Role {
  return roles.find((role) => role === value) ?? "viewer";
}

export type Permission =
  | "tags.read"
  | "tags.apply"
  | "tags.extend"
  | "tags.create"
  | "tags.edit"
  | "tags.delete"
  | "tags.bulk"
  | "tags.merge"
  | "groups.edit"
  | "contacts.read"
  | "contacts.erase"
  | "operations.read"
  | "exports.create"
  | "undo.own"
  | "undo.any"
  | "members.read"
  | "members.invite"
  | "members.manage"
  | "settings.read"
  | "settings.edit"
  | "activity.read"
  | "keys.manage";

/** The lowest role that holds each permission before the workspace's settings are heard. */
const lowestRole: Record<Permission, Role> = {
  "tags.read": "viewer",
  "contacts.read": "viewer",
  "tags.apply": "agent",
  "tags.extend": "agent",
  "tags.create": "agent",
  "undo.own": "agent",
  "undo.any": "admin",
  "operations.read": "admin",
  "tags.edit": "admin",
  "tags.delete": "admin",
  "tags.bulk": "admin",
  "tags.merge": "admin",
  "groups.edit": "admin",
  "contacts.erase": "admin",
  "exports.create": "admin",
  "members.read": "admin",
  "members.invite": "admin",
  "members.manage": "owner",
  "settings.read": "admin",
  "settings.edit": "admin",
  "activity.read": "admin",
  "keys.manage": "owner",
};

export const permissions = Object.keys(lowestRole) as readonly Permission[]; // safe because the record's keys are its type

/** Whether a role may do a thing in a workspace. The one table of who may do what. */
export function can(
  role: Role,
  permission: Permission,
  settings: Pick<WorkspaceSettings, "agentsMayCreate" | "agentsMayEdit">,
): boolean {
  if (role === "agent") {
    if (permission === "tags.create") return settings.agentsMayCreate;
    if (permission === "tags.edit") return settings.agentsMayEdit;
  }
  return roles.indexOf(role) >= roles.indexOf(lowestRole[permission]);
}

/** All that a panel may ever do, whatever role the host signed: it is for tagging, not for running the workspace. */
const panelPermissions: ReadonlySet<Permission> = new Set([
  "tags.read",
  "tags.apply",
  "tags.extend",
  "tags.create",
  "tags.edit",
  "tags.delete",
  "contacts.read",
  "undo.own",
  "undo.any",
]);

/** Whether a panel's agent may do a thing. A signed admin counts as one only while the workspace allows it. */
export function canInPanel(
  role: Role,
  permission: Permission,
  settings: Pick<WorkspaceSettings, "agentsMayCreate" | "agentsMayEdit" | "panelAdmins">,
): boolean {
  const counts = role === "admin" && !settings.panelAdmins ? "agent" : role;
  return panelPermissions.has(permission) && can(counts, permission, settings);
}

/** The roles a member may give to others or take from them: an admin none above agent, an owner any. */
export function mayAssign(role: Role, other: Role): boolean {
  return role === "owner" || (role === "admin" && (other === "viewer" || other === "agent"));
}
