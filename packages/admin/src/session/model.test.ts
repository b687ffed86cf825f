import { expect, test } from "vitest";
import { homePath, safeNext, signInPath } from "./model.ts";
import { slugFrom } from "./slug.ts";

test.each([
  ["/demo/tags?q=x", "/demo/tags?q=x"],
  [null, "/"],
  ["//evil.example", "/"],
  ["/\\evil.example", "/"],
  ["https://evil.example", "/"],
  ["/sign-in?next=/sign-in", "/"],
])("after signing in, %s leads to %s", (next, path) => {
  expect(safeNext(next)).toBe(path);
});

test("sign-in remembers where one was, and whether the session ended", () => {
  expect(signInPath("/demo/tags?q=a&b")).toBe("/sign-in?next=%2Fdemo%2Ftags%3Fq%3Da%26b");
  expect(signInPath("/demo/tags", true)).toContain("ended=1");
  expect(signInPath("/")).toBe("/sign-in");
});

test("opens the workspace last used while one is still in it", () => {
  const user = { id: "1", name: "Ann", email: "ann@example.com" };
  const workspaces = [
    { slug: "acme", name: "Acme", role: "admin" as const },
    { slug: "demo", name: "Demo", role: "viewer" as const },
  ];
  expect(homePath({ user, workspaces }, "demo")).toBe("/demo/tags");
  expect(homePath({ user, workspaces }, "left")).toBe("/acme/tags");
  expect(homePath({ user, workspaces: [] }, "demo")).toBeNull();
});

test.each([
  ["Café Demo Shop, Ltd.", "cafe-demo-shop-ltd"],
  ["  --Ünï  códe-- ", "uni-code"],
  ["台灣商店", ""],
  ["x".repeat(60), "x".repeat(40)],
])("%s becomes the address %s", (name, slug) => {
  expect(slugFrom(name)).toBe(slug);
});
