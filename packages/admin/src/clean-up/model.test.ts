import { InfiniteQueryObserver, QueryClient } from "@tanstack/preact-query";
import type { DuplicateGroup } from "@tagdeck/core/tags/duplicate-group";
import { expect, test } from "vitest";
import { aTag } from "../testing/fixtures.ts";
import { later, Refusal, scriptedApi } from "../testing/scripted-api.ts";
import { createCleanUpModel, pairsOf, pairsWith, type TagPair } from "./model.ts";
import { duplicatesQuery } from "./queries.ts";

const group = (...ids: number[]): DuplicateGroup => ({
  tags: ids.map((id) => aTag({ id, name: `Tag ${id}` })),
  reason: "spacing",
  score: 0.98,
  shared: null,
});
const page = (...items: DuplicateGroup[]) => ({ items, total: items.length, pairs: 0, nextCursor: null });

/** The page as it is shown, over a server that answers as told. */
async function shownPage(ignoreDuplicates: (input: unknown) => unknown) {
  let served = page(group(1, 2), group(3, 4, 5));
  const { api, calls } = scriptedApi({
    "tags.duplicates": () => served,
    "tags.ignoreDuplicates": ignoreDuplicates,
    "tags.unignoreDuplicates": (input) => input,
  });
  const queries = new QueryClient();
  const shown = new InfiniteQueryObserver(queries, duplicatesQuery(api, "demo"));
  shown.subscribe(() => undefined);
  await expect.poll(() => shown.getCurrentResult().data?.pages.length).toBe(1);
  return {
    model: createCleanUpModel(api, queries, "demo"),
    calls,
    serve: (next: typeof served) => (served = next),
    groups: () =>
      shown
        .getCurrentResult()
        .data?.pages.flatMap(({ items }) => items.map(({ tags }) => tags.map(({ id }) => id))),
    total: () => shown.getCurrentResult().data?.pages[0]?.total,
  };
}

test("a group that is ignored goes at once, and what the server left of it comes", async () => {
  const answer = later<unknown>();
  const { model, calls, groups, total, serve } = await shownPage(() => answer.promise);
  const pairs = pairsWith(5, [3, 4, 5]);
  const ignoring = model.ignore(pairs);
  expect([groups(), total()]).toEqual([[[1, 2]], 1]);
  serve(page(group(1, 2), group(3, 4)));
  answer.resolve({ pairs });
  expect(await ignoring).toEqual(pairs);
  expect(calls).toContainEqual([
    "tags.ignoreDuplicates",
    {
      pairs: [
        [5, 3],
        [5, 4],
      ],
    },
  ]);
  await expect.poll(groups).toEqual([
    [1, 2],
    [3, 4],
  ]);
});

test("a group comes back when the server refuses, and when it is taken back", async () => {
  const { model, groups, serve } = await shownPage(() => {
    throw new Refusal("tag_not_found");
  });
  await expect(model.ignore([[1, 2]])).rejects.toMatchObject({ data: { domainCode: "tag_not_found" } });
  await expect.poll(groups).toEqual([
    [1, 2],
    [3, 4, 5],
  ]);
  serve(page(group(1, 2)));
  await model.unignore([[1, 2]]);
  expect(groups()).toEqual([[1, 2]]);
});

test("pairs are every two of several tags, or one with each of the others", () => {
  const all: TagPair[] = [
    [1, 2],
    [1, 3],
    [2, 3],
  ];
  expect(pairsOf([1, 2, 3])).toEqual(all);
  expect(pairsWith(2, [1, 2, 3])).toEqual([
    [2, 1],
    [2, 3],
  ]);
});
