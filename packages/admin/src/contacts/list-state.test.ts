import fc from "fast-check";
import { expect, test } from "vitest";
import { contactFilter, isFiltered, readContactList, wholeList, writeContactList } from "./list-state.ts";

const read = (text: string) => readContactList(new URLSearchParams(text));

test("an address without anything is the whole list, newest first", () => {
  expect(read("")).toEqual({ ...wholeList, sort: "newest", size: 50, cursor: null });
  expect(isFiltered(read("size=25&sort=name"))).toBe(false);
  expect(["q=a", "tag=1", "without=1"].map((text) => isFiltered(read(text)))).toEqual([true, true, true]);
});

test("what an address cannot mean is left out", () => {
  expect(read("tag=x&tag=-1&tag=0&tag=2&tag=2&without=1e3&match=none&sort=age&size=7")).toEqual({
    ...read(""),
    tags: [2],
  });
  expect(read(Array.from({ length: 30 }, (_, i) => `tag=${i + 1}`).join("&")).tags).toHaveLength(20);
});

test("an address says the same when it is written and read again", () => {
  const ids = fc.uniqueArray(fc.integer({ min: 1, max: 999_999 }), { maxLength: 20 });
  fc.assert(
    fc.property(
      fc.record({
        search: fc.string({ maxLength: 200 }),
        tags: fc.uniqueArray(fc.integer({ min: 1, max: 999_999 }), { minLength: 2, maxLength: 20 }),
        match: fc.constantFrom("all" as const, "any" as const),
        without: ids,
        sort: fc.constantFrom("newest" as const, "name" as const),
        size: fc.constantFrom(25, 50, 100, 200),
        cursor: fc.option(fc.string({ minLength: 1 })),
      }),
      (state) => {
        expect(read(writeContactList(state).toString())).toEqual(state);
      },
    ),
  );
});

test("tags to have are asked for as all or as any", () => {
  expect(contactFilter(read("tag=1&tag=2&without=3"))).toEqual({ search: "", allTags: [1, 2], noTags: [3] });
  expect(contactFilter(read("tag=1&tag=2&match=any"))).toEqual({ search: "", anyTags: [1, 2], noTags: [] });
  expect(contactFilter(read("tag=1&match=any"))).toEqual({ search: "", allTags: [1], noTags: [] });
});
