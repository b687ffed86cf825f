import { describe, expect, test } from "vitest";
import { Email, InviteMember, PersonName } from "./inputs.ts";

describe("an e-mail address", () => {
  test("is trimmed and lower-cased, so that one person is invited once", () => {
    expect(Email.parse("  Ann.Lee@Example.COM ")).toBe("ann.lee@example.com");
  });

  test.each([
    "",
    "ann",
    "ann@",
    "@example.com",
    "ann@example",
    "a b@example.com",
    `${"a".repeat(320)}@example.com`,
  ])("is refused: %s", (text) => expect(Email.safeParse(text).success).toBe(false));
});

test.each(["", "   ", "a\u0000b", "line\nbreak", "x".repeat(101)])(
  "a person's name is refused: %j",
  (name) => {
    expect(PersonName.safeParse(name).success).toBe(false);
  },
);

test("an invitation names one of the four roles", () => {
  expect(InviteMember.safeParse({ email: "a@example.com", role: "agent" }).success).toBe(true);
  expect(InviteMember.safeParse({ email: "a@example.com", role: "root" }).success).toBe(false);
});
