import { expect, test } from "vitest";
import { mayManage, rolesToGive } from "./model.ts";

const member = {
  id: 2,
  name: "Bo",
  email: "bo@example.com",
  isYou: false,
  createdAt: "2026-11-01T00:00:00.000Z",
};

test("an owner gives any role, an admin none above agent, others none", () => {
  expect(rolesToGive("owner")).toEqual(["owner", "admin", "agent", "viewer"]);
  expect(rolesToGive("admin")).toEqual(["agent", "viewer"]);
  expect(rolesToGive("agent")).toEqual([]);
});

test("only who manages members, and may give the role, may take it", () => {
  expect(mayManage("owner", true, { ...member, role: "owner" })).toBe(true);
  expect(mayManage("admin", false, { ...member, role: "agent" })).toBe(false);
  expect(mayManage("admin", true, { ...member, role: "admin" })).toBe(false);
});
