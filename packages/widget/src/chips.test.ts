import { expect, test } from "vitest";
import { chipsOf, sharedTags, type Pending } from "./chips.ts";

const vip = { id: 1, name: "VIP", color: "#d97706" };
const fragile = { id: 2, name: "Fragile goods", color: "#dc2626" };
const on = (tag: typeof vip, day: number) => ({
  ...tag,
  taggedAt: `2026-11-0${day}T00:00:00.000Z`,
  expiresAt: null,
  expiry: "rule" as const,
});
const one = [{ tags: [on(fragile, 2), on(vip, 1)] }];
const three = [{ tags: [on(fragile, 2), on(vip, 1)] }, { tags: [on(vip, 3)] }, { tags: [] }];

const shown = (contacts: typeof three, ...pending: Pending[]) =>
  chipsOf(sharedTags(contacts), contacts.length, pending).map(
    ({ name, contactCount, pending: waits }) => `${name} ${contactCount}${waits ? "…" : ""}`,
  );

test("a tag that is being created comes first", () => {
  expect(shown(one, { kind: "create", name: "New" })).toEqual(["New 1…", "Fragile goods 1", "VIP 1"]);
});

// The feed can be quicker than the answer, and then both were shown for a moment.
test("a tag that was created is shown once when the feed brings it before the answer", () => {
  expect(shown(one, { kind: "create", name: "fragile  goods" })).toEqual(["Fragile goods 1", "VIP 1"]);
  expect(shown(one, { kind: "add", tag: vip })).toEqual(["Fragile goods 1", "VIP 1"]);
});

test("a tag that is being removed is gone at once", () => {
  expect(shown(one, { kind: "remove", id: 1 })).toEqual(["Fragile goods 1"]);
  expect(shown(three, { kind: "remove", id: 1 })).toEqual(["Fragile goods 1"]);
});

test("several contacts' tags are shown once each, with how many have it, the newest first", () => {
  expect(shown(three)).toEqual(["Fragile goods 1", "VIP 2"]);
});

test("a tag that is given to the rest stays in its place, and a new one is on all", () => {
  expect(shown(three, { kind: "add", tag: vip })).toEqual(["Fragile goods 1", "VIP 3"]);
  const given = three.map(({ tags }) => ({ tags: [...tags.filter(({ id }) => id !== vip.id), on(vip, 4)] }));
  const first = [{ tags: [on(fragile, 2), on(vip, 1)] }, ...given.slice(1)];
  expect(shown(first)).toEqual(["Fragile goods 1", "VIP 3"]);
  expect(shown(three, { kind: "add", tag: { id: 3, name: "Trial", color: "#16a34a" } })[0]).toBe("Trial 3…");
});
