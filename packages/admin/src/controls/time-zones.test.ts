import { expect, test } from "vitest";
import { findZones } from "./time-zones.ts";

const names = (text: string) => findZones(text, 500).map((zone) => zone.name);

test.each([
  ["tok", "Asia/Tokyo"],
  ["new york", "America/New_York"],
  ["asia taipei", "Asia/Taipei"],
  ["utc", "UTC"],
])("%s finds %s first", (text, name) => {
  expect(names(text)[0]).toBe(name);
});

test("finds zones by their offset, and all of them by nothing", () => {
  expect(names("GMT+8")).toContain("Asia/Taipei");
  expect(names("").length).toBeGreaterThan(300);
  expect(names("nowhere")).toEqual([]);
});
