import { QueryClient } from "@tanstack/preact-query";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { aTag, anUpdate } from "../testing/fixtures.ts";
import { applyToTags } from "./live.ts";
import { tagListsKey, type TagPage } from "./queries.ts";

const key = [...tagListsKey("demo"), {}];
let queries: QueryClient;

beforeEach(() => {
  vi.useFakeTimers();
  queries = new QueryClient();
  queries.setQueryData<TagPage>(key, { items: [aTag()], nextCursor: null, total: 1 });
});
afterEach(() => {
  // What is waiting is waited for: it would hold back the next test's reading.
  vi.advanceTimersByTime(2_000);
  vi.useRealTimers();
});

const shown = () => queries.getQueryData<TagPage>(key)?.items[0];
const isStale = () => queries.getQueryState(key)?.isInvalidated;

test("moves a count where it stands, without reading the list again", () => {
  applyToTags(queries, "demo", anUpdate({ tags: [aTag({ contactCount: 4 })] }));
  vi.advanceTimersByTime(2_000);
  expect(shown()?.contactCount).toBe(4);
  expect(isStale()).toBe(false);
});

test("takes the count, but not the older name, of an update that was overtaken", () => {
  queries.setQueryData<TagPage>(key, {
    items: [aTag({ name: "Gold", updatedAt: "2026-11-02T00:00:00.000Z" })],
    nextCursor: null,
    total: 1,
  });
  applyToTags(queries, "demo", anUpdate({ tags: [aTag({ contactCount: 9 })] }));
  expect(shown()).toMatchObject({ name: "Gold", contactCount: 9 });
});

test("takes out what was deleted", () => {
  applyToTags(queries, "demo", anUpdate({ removedTagIds: [1] }));
  expect(queries.getQueryData<TagPage>(key)).toMatchObject({ items: [], total: 0 });
});

test("reads the list again, once and a little later, for tags that may be new", () => {
  applyToTags(queries, "demo", anUpdate({ tags: [aTag({ id: 5 })] }));
  applyToTags(queries, "demo", anUpdate({ tags: [aTag({ id: 6 })] }));
  expect(isStale()).toBe(false);
  vi.advanceTimersByTime(2_000);
  expect(isStale()).toBe(true);
});
