import { QueryClient } from "@tanstack/preact-query";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { aListedTag, anUpdate, aTag } from "../testing/fixtures.ts";
import { applyToTags } from "./live.ts";
import { keepRows, tagIndexKey, tagRowsKey, type TagIndex, type TagRows } from "./queries.ts";

const totals = { all: 3, permanent: 3, temporary: 0, archived: 0, deleted: 0 };
const key = [...tagIndexKey("demo"), { tab: "all" }];
let queries: QueryClient;

beforeEach(() => {
  vi.useFakeTimers();
  queries = new QueryClient();
  queries.setQueryData<TagIndex>(key, { ids: [1, 2, 3], items: [], totals, countedAt: null });
  keepRows(queries, "demo", [aListedTag()]);
});
afterEach(() => {
  // What is waiting is waited for: it would hold back the next test's reading.
  vi.advanceTimersByTime(2_000);
  vi.useRealTimers();
});

const shown = () => queries.getQueryData<TagRows>(tagRowsKey("demo"))?.get(1)?.tag;
const isStale = () => queries.getQueryState(key)?.isInvalidated;

test("moves a count where it stands, without reading the list again", () => {
  applyToTags(queries, "demo", anUpdate({ tags: [aTag({ contactCount: 4 }), aTag({ id: 3 })] }));
  vi.advanceTimersByTime(2_000);
  expect(shown()).toMatchObject({ contactCount: 4, deletion: null });
  expect(isStale()).toBe(false);
});

test("takes the count, but not the older name, of an update that was overtaken", () => {
  keepRows(queries, "demo", [aListedTag({ name: "Gold", updatedAt: "2026-11-02T00:00:00.000Z" })]);
  applyToTags(queries, "demo", anUpdate({ tags: [aTag({ contactCount: 9 })] }));
  expect(shown()).toMatchObject({ name: "Gold", contactCount: 9 });
});

test("takes out what was deleted, but not from the list of deleted tags", () => {
  const gone = [...tagIndexKey("demo"), { tab: "deleted" }];
  queries.setQueryData<TagIndex>(gone, { ids: [1, 9], items: [], totals, countedAt: null });
  applyToTags(queries, "demo", anUpdate({ removedTagIds: [1] }));
  expect(queries.getQueryData<TagIndex>(key)?.ids).toEqual([2, 3]);
  expect(queries.getQueryData<TagIndex>(gone)?.ids).toEqual([1, 9]);
});

test.each([
  ["tags that may be new", [aTag({ id: 5 }), aTag({ id: 6 })]],
  [
    "a tag that has another name and may stand elsewhere",
    [aTag({ name: "Gold", updatedAt: "2026-11-02T00:00:00.000Z" })],
  ],
])("reads the list again, once and a little later, for %s", (_, tags) => {
  for (const tag of tags) applyToTags(queries, "demo", anUpdate({ tags: [tag] }));
  expect(isStale()).toBe(false);
  vi.advanceTimersByTime(9_000);
  expect(isStale()).toBe(true);
});
