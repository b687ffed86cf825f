import { expect, test } from "vitest";
import { matching, step } from "./options.ts";

const entries = ["Contacts", "Tags", "Account tags"].map((label) => ({ label }));
const found = (query: string) => matching(entries, query).map(({ label }) => label);

test("offers all when nothing is typed, and the best match first", () => {
  expect(found("")).toEqual(["Contacts", "Tags", "Account tags"]);
  expect(found("ta")).toEqual(["Tags", "Account tags", "Contacts"]);
  expect(found("ＴＡＧＳ")).toEqual(["Tags", "Account tags"]);
  expect(found("x")).toEqual([]);
});

test("arrows go round", () => {
  expect([step(0, -1, 3), step(2, 1, 3), step(0, 1, 3), step(0, 1, 0)]).toEqual([2, 0, 1, 0]);
});
