import type { EndingTag } from "@tagdeck/core/assignments/ending";
import { type InfiniteData, QueryClient } from "@tanstack/preact-query";
import { beforeEach, expect, test } from "vitest";
import { aContactTag } from "../testing/fixtures.ts";
import { later, Refusal, scriptedApi } from "../testing/scripted-api.ts";
import { byEnd, createEndingModel } from "./ending-model.ts";
import { endingKey, type EndingPage } from "./queries.ts";

const trial: EndingTag = {
  contact: { id: 7, externalId: "crm:7", name: "Ella Ward", email: null },
  tag: aContactTag({ name: "Trial", expiresAt: "2026-12-01T16:00:00.000Z" }),
};
const other: EndingTag = { ...trial, contact: { ...trial.contact, id: 8 } };
const key = [...endingKey("demo"), 7, null];
let queries: QueryClient;

beforeEach(() => {
  queries = new QueryClient();
  queries.setQueryData<InfiniteData<EndingPage>>(key, {
    pages: [
      { items: [trial], nextCursor: "2" },
      { items: [other], nextCursor: null },
    ],
    pageParams: [null, "2"],
  });
});

const ends = () =>
  queries
    .getQueryData<InfiniteData<EndingPage>>(key)
    ?.pages.flatMap(({ items }) => items.map(({ tag }) => tag.expiresAt));

test("what is extended shows it at once, for this contact alone", async () => {
  const answer = later<unknown>();
  const { api, calls } = scriptedApi({ "assignments.extend": () => answer.promise });
  const model = createEndingModel(api, queries, "demo");
  const extending = model.extend(trial, { by: "date", date: "2026-12-24" }, "Asia/Taipei");
  await expect.poll(ends).toEqual(["2026-12-24T16:00:00.000Z", trial.tag.expiresAt]);
  const change = { seq: 5, kind: "extended", tagId: 1 };
  answer.resolve({ contact: {}, changes: [change] });
  expect(await extending).toEqual([change]);
  expect(calls[0]?.[1]).toMatchObject({ contact: { id: 7 }, tagIds: [1] });
});

test("what could not be made to stay ends as before", async () => {
  const answer = later<void>();
  const { api } = scriptedApi({
    "assignments.extend": async () => {
      await answer.promise;
      throw new Refusal("forbidden");
    },
  });
  const making = createEndingModel(api, queries, "demo").extend(trial, { by: "never" }, "Asia/Taipei");
  await expect.poll(ends).toEqual([null, trial.tag.expiresAt]);
  answer.resolve();
  await expect(making).rejects.toThrow();
  expect(ends()).toEqual([trial.tag.expiresAt, trial.tag.expiresAt]);
});

test("what ends together stands together, the earliest first, and what stays is left out", () => {
  const all = ["2026-12-03", null, "2026-12-01", "2026-12-03"].map((expiresAt) => ({ expiresAt }));
  expect(byEnd(all).map(([at, some]) => [at, some.length])).toEqual([
    ["2026-12-01", 1],
    ["2026-12-03", 2],
  ]);
});
