import { describe, expect, test } from "vitest";
import { ContactClaims, ContactRef } from "./inputs.ts";

describe("a contact is referred to", () => {
  test.each([{ id: 1 }, { externalId: "crm:48213" }, { externalId: "客戶 7" }])("by %j", (ref) => {
    expect(ContactRef.parse(ref)).toEqual(ref);
  });

  test.each([
    {},
    { id: 1, externalId: "a" },
    { id: 0 },
    { id: -1 },
    { id: 1.5 },
    { id: "1" },
    { id: 2 ** 53 },
    { externalId: "" },
    { externalId: "x".repeat(201) },
    { externalId: "a\u0000b" },
  ])("never by %j", (ref) => expect(ContactRef.safeParse(ref).success).toBe(false));
});

describe("what a host signs about a contact", () => {
  test("is trimmed; blank is the same as null, and what is left out stays out", () => {
    const claims = {
      externalId: "crm:1",
      name: " Ann ",
      email: " Ann@Example.com",
      phone: "  ",
      channel: null,
    };
    expect(ContactClaims.parse(claims)).toEqual({
      externalId: "crm:1",
      name: "Ann",
      email: "ann@example.com",
      phone: null,
      channel: null,
    });
  });

  test("may hold fifty attributes, kept as text", () => {
    const attributes = { plan: "gold", seats: 7, trial: false };
    expect(ContactClaims.parse({ externalId: "crm:1", attributes }).attributes).toEqual({
      plan: "gold",
      seats: "7",
      trial: "false",
    });
    const many = Object.fromEntries(Array.from({ length: 51 }, (_, at) => [`a${at}`, at]));
    expect(ContactClaims.safeParse({ externalId: "crm:1", attributes: many }).success).toBe(false);
    expect(ContactClaims.safeParse({ externalId: "crm:1", attributes: { a: { b: 1 } } }).success).toBe(false);
  });
});
