import { describe, expect, test } from "vitest";
import { can, canInPanel, mayAssign, permissions, roles, type Permission, type Role } from "./roles.ts";

const settings = { agentsMayCreate: true, agentsMayEdit: false };
const allowed = (role: Role, heard = settings) =>
  permissions.filter((permission) => can(role, permission, heard));

const viewer: Permission[] = ["tags.read", "contacts.read"];
const agent: Permission[] = [...viewer, "tags.apply", "tags.extend", "tags.create", "undo.own"];
const admin: Permission[] = [
  ...agent,
  "undo.any",
  "operations.read",
  "tags.edit",
  "tags.delete",
  "tags.bulk",
  "tags.merge",
  "groups.edit",
  "contacts.erase",
  "exports.create",
  "members.read",
  "members.invite",
  "settings.read",
  "settings.edit",
  "activity.read",
];
const owner: Permission[] = [...admin, "members.manage", "keys.manage"];

describe("who may do what, by default", () => {
  test.each([
    ["viewer", viewer],
    ["agent", agent],
    ["admin", admin],
    ["owner", owner],
  ] as const)("%s", (role, expected) => expect(allowed(role).toSorted()).toEqual(expected.toSorted()));

  test("the owner may do everything there is", () => expect(allowed("owner")).toEqual(permissions));

  test("a higher role may do whatever a lower one may", () => {
    for (const [at, role] of roles.entries()) {
      for (const lower of roles.slice(0, at))
        expect(allowed(role)).toEqual(expect.arrayContaining(allowed(lower)));
    }
  });
});

describe("the settings for agents", () => {
  test("may take creating away, from agents only", () => {
    const heard = { ...settings, agentsMayCreate: false };
    expect(roles.filter((role) => can(role, "tags.create", heard))).toEqual(["admin", "owner"]);
  });

  test("may give renaming and recolouring, but never deleting", () => {
    const heard = { ...settings, agentsMayEdit: true };
    expect(roles.filter((role) => can(role, "tags.edit", heard))).toEqual(["agent", "admin", "owner"]);
    expect(roles.filter((role) => can(role, "tags.delete", heard))).toEqual(["admin", "owner"]);
    expect(roles.filter((role) => can(role, "tags.bulk", heard))).toEqual(["admin", "owner"]);
  });
});

test("an owner gives every role, an admin none above agent, the others none", () => {
  const assignable = roles.map((role) => [role, roles.filter((other) => mayAssign(role, other))]);
  expect(Object.fromEntries(assignable)).toEqual({
    viewer: [],
    agent: [],
    admin: ["viewer", "agent"],
    owner: ["viewer", "agent", "admin", "owner"],
  });
});

describe("a panel", () => {
  const inPanel = (role: Role, panelAdmins: boolean) =>
    permissions.filter((permission) => canInPanel(role, permission, { ...settings, panelAdmins }));

  test("never runs the workspace, whatever role was signed", () => {
    for (const role of roles) {
      expect(
        inPanel(role, true).filter((permission) => /^(members|settings|keys|activity)\./.test(permission)),
      ).toEqual([]);
    }
  });

  test("has an admin's rights over tags only while the workspace allows it", () => {
    expect(inPanel("admin", true)).toEqual(expect.arrayContaining(["tags.edit", "tags.delete", "undo.any"]));
    expect(inPanel("admin", false)).toEqual(inPanel("agent", false));
  });
});
