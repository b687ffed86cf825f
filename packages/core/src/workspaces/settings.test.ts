import { expect, test } from "vitest";
import { UpdateWorkspace } from "./inputs.ts";
import { defaultSettings, WorkspaceSettings } from "./settings.ts";

test("a workspace that set nothing has the defaults", () => {
  expect(defaultSettings).toEqual({
    tagNameMax: 50,
    contactTagMax: 100,
    agentsMayCreate: true,
    agentsMayEdit: false,
    panelAdmins: false,
    undoDays: 30,
    countMode: "live",
    typeCountAbove: 1_000,
    requireTwoFactor: false,
  });
});

test("settings stored before a field existed get its default, and keep what they say", () => {
  expect(WorkspaceSettings.parse({ tagNameMax: 80 })).toEqual({ ...defaultSettings, tagNameMax: 80 });
});

test("a change of one setting says nothing about the others", () => {
  expect(UpdateWorkspace.parse({ settings: { agentsMayEdit: true } })).toEqual({
    settings: { agentsMayEdit: true },
  });
  expect(UpdateWorkspace.parse({})).toEqual({});
});

test.each([
  ["tagNameMax", 20, 100],
  ["contactTagMax", 1, 500],
  ["undoDays", 1, 365],
  ["typeCountAbove", 0, 1_000_000],
])("%s is a whole number from %d to %d", (name, min, max) => {
  const accepts = (value: unknown) => WorkspaceSettings.safeParse({ [name]: value }).success;
  expect([min, max].map(accepts)).toEqual([true, true]);
  expect([min - 1, max + 1, min + 0.5, Number.NaN, Infinity, String(min), null].filter(accepts)).toEqual([]);
});
