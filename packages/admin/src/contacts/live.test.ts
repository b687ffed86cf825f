import { QueryClient } from "@tanstack/preact-query";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { aContact, aTag, anUpdate } from "../testing/fixtures.ts";
import { applyToContacts } from "./live.ts";
import { contactKey, contactListsKey, historyKey } from "./queries.ts";

const list = [...contactListsKey("demo"), {}];
const one = contactKey("demo", 7);
const other = contactKey("demo", 8);
let queries: QueryClient;

beforeEach(() => {
  vi.useFakeTimers();
  queries = new QueryClient();
  for (const key of [list, one, other, historyKey("demo", 7)]) queries.setQueryData(key, aContact());
});
afterEach(() => {
  // What is waiting is waited for: it would hold back the next test's reading.
  vi.advanceTimersByTime(2_000);
  vi.useRealTimers();
});

const isStale = (key: readonly unknown[]) => queries.getQueryState(key)?.isInvalidated;

test("a contact that changed is read again at once, the lists a little later, others not at all", () => {
  applyToContacts(queries, "demo", anUpdate({ contactIds: [7], tags: [aTag()] }));
  expect([one, historyKey("demo", 7), list, other].map(isStale)).toEqual([true, true, false, false]);
  vi.advanceTimersByTime(2_000);
  expect([list, other].map(isStale)).toEqual([true, false]);
});

test("a tag's new name or its end reaches every contact", () => {
  applyToContacts(queries, "demo", anUpdate({ tags: [aTag({ name: "Gold" })] }));
  expect([one, other, list].map(isStale)).toEqual([true, true, true]);
});
