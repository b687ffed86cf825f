import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { DomainError } from "../errors.ts";
import { parseSlug, parseTimeZone } from "./workspace.ts";

function codeOf(action: () => unknown): string {
  try {
    return `gave ${String(action())}`;
  } catch (error) {
    return error instanceof DomainError ? error.code : String(error);
  }
}

describe("a workspace's slug", () => {
  test.each([
    ["acme", "acme"],
    [" Acme-2 ", "acme-2"],
    ["a", "a"],
    ["7", "7"],
    ["a".repeat(40), "a".repeat(40)],
  ])("%j is %j", (input, slug) => expect(parseSlug(input)).toBe(slug));

  test.each([
    "",
    " ",
    "-acme",
    "acme-",
    "-",
    "a b",
    "a_b",
    "a.b",
    "a/b",
    "客戶",
    "é",
    "a".repeat(41),
    "sign-in",
    "Setup",
  ])("is refused: %j", (input) => expect(codeOf(() => parseSlug(input))).toBe("workspace_slug_invalid"));

  test("is idempotent and safe in a URL, whatever was typed", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (input) => {
        const code = codeOf(() => parseSlug(input));
        if (code === "workspace_slug_invalid") return;
        const slug = parseSlug(input);
        expect(encodeURIComponent(slug)).toBe(slug);
        expect(parseSlug(slug)).toBe(slug);
      }),
    );
  });
});

describe("a time zone", () => {
  test.each([
    ["Asia/Taipei", "Asia/Taipei"],
    ["asia/taipei", "Asia/Taipei"],
    ["UTC", "UTC"],
    ["America/New_York", "America/New_York"],
    ["Pacific/Kiritimati", "Pacific/Kiritimati"],
  ])("%s is %s", (input, zone) => expect(parseTimeZone(input)).toBe(zone));

  test.each(["", " ", "Mars/Phobos", "+08:00", "-0330", "Z", "Asia/Taipei ", "台北", "\ud800"])(
    "is refused: %j",
    (input) => {
      expect(codeOf(() => parseTimeZone(input))).toBe("time_zone_invalid");
    },
  );

  test("that the platform knows is accepted, and its name is stable", () => {
    for (const zone of Intl.supportedValuesOf("timeZone")) {
      expect(parseTimeZone(parseTimeZone(zone))).toBe(parseTimeZone(zone));
    }
  });
});
