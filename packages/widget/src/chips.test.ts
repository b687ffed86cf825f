import { expect, test } from "vitest";
import { chipsOf, type Pending } from "./chips.ts";

const vip = { id: 1, name: "VIP", color: "#d97706" };
const fragile = { id: 2, name: "Fragile goods", color: "#dc2626" };
const shown = (...pending: Pending[]) =>
  chipsOf([fragile, vip], pending).map((chip) => `${chip.name}${chip.pending ? "…" : ""}`);

test("a tag that is being created comes first", () => {
  expect(shown({ kind: "create", name: "New" })).toEqual(["New…", "Fragile goods", "VIP"]);
});

// The feed can be quicker than the answer, and then both were shown for a moment.
test("a tag that was created is shown once when the feed brings it before the answer", () => {
  expect(shown({ kind: "create", name: "fragile  goods" })).toEqual(["Fragile goods", "VIP"]);
  expect(shown({ kind: "add", tag: vip })).toEqual(["Fragile goods", "VIP"]);
});

test("a tag that is being removed is gone at once", () => {
  expect(shown({ kind: "remove", id: 1 })).toEqual(["Fragile goods"]);
});
