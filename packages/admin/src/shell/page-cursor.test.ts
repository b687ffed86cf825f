import { expect, test } from "vitest";
import { firstPage, nextPage, previousPage, readEarlier } from "./page-cursor.ts";

test("goes back the way it came", () => {
  const second = nextPage(firstPage, "b");
  const third = second && nextPage(second, "c");
  expect(third).toEqual({ cursor: "c", earlier: [null, "b"] });
  expect(third && previousPage(third)).toEqual(second);
  expect(second && previousPage(second)).toEqual(firstPage);
});

test("stops at both ends", () => {
  expect(previousPage(firstPage)).toBeNull();
  expect(nextPage(firstPage, null)).toBeNull();
});

test("goes to the first page from an address whose way is unknown", () => {
  expect(previousPage({ cursor: "x", earlier: [] })).toEqual(firstPage);
});

test("reads only what it wrote from the history", () => {
  expect(readEarlier({ earlier: [null, "b"] })).toEqual([null, "b"]);
  expect(readEarlier({ earlier: [1] })).toEqual([]);
  expect(readEarlier(null)).toEqual([]);
  expect(readEarlier("earlier")).toEqual([]);
});
