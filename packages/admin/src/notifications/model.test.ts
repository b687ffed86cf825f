import { QueryClient } from "@tanstack/preact-query";
import { beforeEach, expect, test } from "vitest";
import { applyUpdate } from "../feed/use-feed.ts";
import { aNotification, anUpdate } from "../testing/fixtures.ts";
import { later, Refusal, scriptedApi } from "../testing/scripted-api.ts";
import { createNotificationsModel } from "./model.ts";
import { notificationsKey, notificationsQuery, type NotificationPage } from "./queries.ts";

let queries: QueryClient;
beforeEach(() => {
  queries = new QueryClient();
});

const pages: NotificationPage[] = [
  { items: [aNotification({ id: 3 }), aNotification({ id: 2, unread: false })], nextCursor: "c", unread: 4 },
  { items: [aNotification({ id: 1 })], nextCursor: null, unread: 4 },
];

function anOpened(answers: Parameters<typeof scriptedApi>[0]) {
  const { api, calls } = scriptedApi(answers);
  queries.setQueryData(notificationsKey("demo"), { pages, pageParams: [null, "c"] });
  return { model: createNotificationsModel(api, queries, "demo"), calls, api };
}
const shown = () => {
  const known = queries.getQueryData<{ pages: NotificationPage[] }>(notificationsKey("demo"));
  return {
    unread: known?.pages[0]?.unread,
    ids: known?.pages.flatMap((page) => page.items.filter(({ unread }) => unread).map(({ id }) => id)),
  };
};

test("marks one as read at once, whatever page it is on", async () => {
  const answer = later<{ unread: number }>();
  const { model, calls } = anOpened({ "notifications.read": () => answer.promise });
  const reading = model.read(1);
  expect(shown()).toEqual({ unread: 3, ids: [3] });
  answer.resolve({ unread: 3 });
  await reading;
  expect(calls).toEqual([["notifications.read", { ids: [1] }]]);
});

test("marks all as read, and reads the list again since there are more than it knows", async () => {
  const { model, calls } = anOpened({ "notifications.read": () => ({ unread: 0 }) });
  await model.readAll();
  expect(shown()).toEqual({ unread: 2, ids: [] });
  expect(queries.getQueryState(notificationsKey("demo"))?.isInvalidated).toBe(true);
  expect(calls).toEqual([["notifications.read", {}]]);
});

test("reads the list again when the server refuses, and says why", async () => {
  const { model } = anOpened({
    "notifications.read": () => {
      throw new Refusal("forbidden");
    },
  });
  await expect(model.read(3)).rejects.toThrow("forbidden");
  expect(queries.getQueryState(notificationsKey("demo"))?.isInvalidated).toBe(true);
});

test("hears of news by the feed, and of nothing else", async () => {
  const { api } = anOpened({
    "notifications.list": () => ({ items: [aNotification({ id: 9 })], nextCursor: null, unread: 1 }),
  });
  const stale = () => queries.getQueryState(notificationsKey("demo"))?.isInvalidated;
  applyUpdate(queries, "demo", anUpdate({ workspace: true, contactIds: [1] }));
  expect(stale()).toBe(false);
  applyUpdate(queries, "demo", anUpdate({ notifications: true }));
  expect(stale()).toBe(true);
  const read = await queries.fetchInfiniteQuery(notificationsQuery(api, "demo"));
  expect(read.pages[0]).toMatchObject({ items: [{ id: 9 }], unread: 1 });
});
