import { beforeEach, expect, test } from "vitest";
import { bannerState, dismissBanner, expectedPairs, rememberBanner } from "./banner-state.ts";

beforeEach(() => localStorage.clear());

test("is shown when there are any, and keeps its place the next time", () => {
  expect(bannerState("demo", undefined)).toBe("none");
  expect(bannerState("demo", 0)).toBe("none");
  expect(bannerState("demo", 2)).toBe("shown");
  rememberBanner("demo", 2);
  expect(bannerState("demo", undefined)).toBe("expected");
  expect(expectedPairs("demo")).toBe(2);
  expect(bannerState("other", undefined)).toBe("none");
});

test("stays away once it was put away, until there are more", () => {
  rememberBanner("demo", 2);
  dismissBanner("demo", 2);
  expect([bannerState("demo", undefined), bannerState("demo", 2)]).toEqual(["none", "none"]);
  expect(bannerState("demo", 3)).toBe("shown");
  // One was merged; another that comes is news.
  rememberBanner("demo", 1);
  expect([bannerState("demo", 1), bannerState("demo", 2)]).toEqual(["none", "shown"]);
});
