import type { Contact } from "@tagdeck/core/contacts/contact";
import { QueryClient } from "@tanstack/preact-query";
import { beforeEach, expect, test } from "vitest";
import { aContact, aContactTag } from "../testing/fixtures.ts";
import { later, Refusal, scriptedApi } from "../testing/scripted-api.ts";
import { createContactModel } from "./model.ts";
import { contactKey } from "./queries.ts";

const vip = aContactTag();
const refund = aContactTag({ id: 2, name: "Refund" });
let queries: QueryClient;

beforeEach(() => {
  queries = new QueryClient();
  queries.setQueryData<Contact>(contactKey("demo", 7), aContact({ tags: [vip, refund] }));
});

const names = () => queries.getQueryData<Contact>(contactKey("demo", 7))?.tags.map((tag) => tag.name);

test("a tag shows first at once, and stays when the server has it", async () => {
  const answer = later<unknown>();
  const { api } = scriptedApi({ "assignments.change": () => answer.promise });
  const adding = createContactModel(api, queries, "demo", 7).add({ id: 3, name: "New", color: "#dc2626" }, 0);
  expect(names()).toEqual(["New", "VIP", "Refund"]);
  const change = { seq: 1, kind: "added", tagId: 3 };
  answer.resolve({
    contact: aContact({ tags: [aContactTag({ id: 3, name: "New" }), vip, refund] }),
    changes: [change],
  });
  expect(await adding).toEqual([change]);
  expect(names()).toEqual(["New", "VIP", "Refund"]);
});

test("a refused tag goes away again", async () => {
  const { api } = scriptedApi({
    "assignments.change": () => {
      throw new Refusal("contact_tags_full", { max: 100 });
    },
  });
  const adding = createContactModel(api, queries, "demo", 7).add({ id: 3, name: "New", color: "#dc2626" }, 0);
  await expect(adding).rejects.toMatchObject({ data: { domainCode: "contact_tags_full" } });
  expect(names()).toEqual(["VIP", "Refund"]);
});

test("a tag that could not be removed comes back where it was", async () => {
  const { api } = scriptedApi({
    "assignments.change": () => {
      throw new Refusal("forbidden");
    },
  });
  const removing = createContactModel(api, queries, "demo", 7).remove(vip);
  expect(names()).toEqual(["Refund"]);
  await expect(removing).rejects.toThrow();
  expect(names()).toEqual(["VIP", "Refund"]);
});

test("undo names the entries to take back", async () => {
  const { api, calls } = scriptedApi({ "assignments.undo": () => ({ contact: aContact() }) });
  await createContactModel(api, queries, "demo", 7).undo([{ seq: 11, kind: "added", tagId: 1 }]);
  expect(calls).toEqual([["assignments.undo", { contact: { id: 7 }, seqs: [11] }]]);
  expect(names()).toEqual([]);
});

const trial = aContactTag({ id: 3, name: "Trial", expiresAt: "2026-12-01T16:00:00.000Z" });
const lifeOf = () => {
  const [tag] = queries.getQueryData<Contact>(contactKey("demo", 7))?.tags ?? [];
  return tag && [tag.expiresAt, tag.expiry];
};

test("a tag that is extended shows it at once, to the end of a day in the workspace's zone", async () => {
  queries.setQueryData<Contact>(contactKey("demo", 7), aContact({ tags: [trial] }));
  const answer = later<unknown>();
  const { api, calls } = scriptedApi({ "assignments.extend": () => answer.promise });
  const model = createContactModel(api, queries, "demo", 7);
  const extending = model.extend(trial, { by: "days", days: 7 }, "Asia/Taipei");
  expect(lifeOf()).toEqual(["2026-12-08T16:00:00.000Z", "custom"]);
  const change = { seq: 5, kind: "extended", tagId: 3 };
  const extended = { ...trial, expiresAt: "2026-12-08T16:00:00.000Z", expiry: "custom" as const };
  answer.resolve({ contact: aContact({ tags: [extended] }), changes: [change] });
  expect(await extending).toEqual([change]);
  expect(calls).toEqual([
    ["assignments.extend", { contact: { id: 7 }, tagIds: [3], to: { by: "days", days: 7 } }],
  ]);
});

test("a tag that could not be made to stay ends as before", async () => {
  queries.setQueryData<Contact>(contactKey("demo", 7), aContact({ tags: [trial] }));
  const { api } = scriptedApi({
    "assignments.extend": () => {
      throw new Refusal("forbidden");
    },
  });
  const making = createContactModel(api, queries, "demo", 7).extend(trial, { by: "never" }, "Asia/Taipei");
  expect(lifeOf()).toEqual([null, "never"]);
  await expect(making).rejects.toThrow();
  expect(lifeOf()).toEqual([trial.expiresAt, "rule"]);
});
