import type { TagHistoryEntry } from "@tagdeck/core/tags/history";
import { expect, test } from "vitest";
import { tagHistoryLines, tagHistoryNote } from "./history-words.ts";

const entry = (overrides: Partial<TagHistoryEntry>): TagHistoryEntry => ({
  seq: 1,
  kind: "changed",
  at: "2026-11-01T00:00:00.000Z",
  actor: { kind: "member", name: "Ann", isYou: false },
  changes: {},
  name: null,
  contactCount: null,
  others: [],
  wide: false,
  ...overrides,
});

test.each([
  [{ kind: "created", name: "VIP" }, ["Created as “VIP”"]],
  [{ kind: "created" }, ["Created"]],
  [{ kind: "deleted", contactCount: 0 }, ["Deleted"]],
  [{ kind: "deleted", contactCount: 1 }, ["Deleted and taken off 1 contact"]],
  [{ kind: "restored", name: "VIP 2" }, ["Restored as “VIP 2”"]],
  [
    {
      changes: {
        name: { from: "VIP", to: "Gold" },
        color: { from: "#dc2626", to: "#123456" },
        description: { from: "x", to: "" },
      },
    },
    ["Renamed from “VIP” to “Gold”", "Colour changed from Red to #123456", "Description removed"],
  ],
] as const)("%j is said as %j", (of, lines) => {
  expect(tagHistoryLines(entry(of))).toEqual(lines);
});

test("says who it was, and whether others were changed with it", () => {
  expect(tagHistoryNote(entry({}))).toBe("by Ann");
  expect(tagHistoryNote(entry({ actor: { kind: "member", name: "Ann", isYou: true }, wide: true }))).toBe(
    "by you, with other tags",
  );
  expect(tagHistoryNote(entry({ actor: { kind: "system", name: "jobs", isYou: false } }))).toBe("by Tagdeck");
});
