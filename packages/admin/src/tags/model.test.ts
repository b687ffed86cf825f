import { beforeEach, describe, expect, test } from "vitest";
import { QueryClient } from "@tanstack/preact-query";
import { aListedTag } from "../testing/fixtures.ts";
import { later, Refusal, scriptedApi } from "../testing/scripted-api.ts";
import { createTagsModel } from "./model.ts";
import { keepRows, tagIndexKey, tagRowsKey, type TagIndex, type TagRows } from "./queries.ts";

const vip = aListedTag();
const refund = aListedTag({ id: 2, name: "Refund" });
const totals = { all: 2, permanent: 2, temporary: 0, archived: 0, deleted: 0 };
const key = [...tagIndexKey("demo"), { tab: "all" }];
let queries: QueryClient;

beforeEach(() => {
  queries = new QueryClient();
  queries.setQueryData<TagIndex>(key, { ids: [1, 2], items: [], totals, countedAt: null });
  keepRows(queries, "demo", [vip, refund]);
});

const ids = () => queries.getQueryData<TagIndex>(key)?.ids;
const shown = (id: number) => queries.getQueryData<TagRows>(tagRowsKey("demo"))?.get(id)?.tag;
const refuse =
  (...refusal: ConstructorParameters<typeof Refusal>) =>
  () => {
    throw new Refusal(...refusal);
  };

describe("a rename", () => {
  test("shows at once, then as the server stored it", async () => {
    const answer = later<unknown>();
    const { api } = scriptedApi({ "tags.update": () => answer.promise });
    const renaming = createTagsModel(api, queries, "demo").rename(vip, "  Gold ");
    expect(shown(1)?.name).toBe("  Gold ");
    answer.resolve({ ...vip, name: "Gold" });
    await renaming;
    expect(shown(1)?.name).toBe("Gold");
  });

  test("goes back when it is refused, and says why", async () => {
    const { api } = scriptedApi({ "tags.update": refuse("tag_name_taken", { tag: vip }) });
    const renaming = createTagsModel(api, queries, "demo").rename(vip, "Refund");
    await expect(renaming).rejects.toMatchObject({ data: { domainCode: "tag_name_taken" } });
    expect(shown(1)).toEqual(vip);
  });

  test("goes back without undoing what somebody else changed meanwhile", async () => {
    const answer = later<unknown>();
    const { api } = scriptedApi({ "tags.update": () => answer.promise });
    const renaming = createTagsModel(api, queries, "demo").rename(vip, "Refund");
    keepRows(queries, "demo", [{ ...vip, name: "Platinum", color: "#dc2626" }]);
    answer.reject(new Refusal("tag_name_taken"));
    await expect(renaming).rejects.toThrow();
    expect(shown(1)).toMatchObject({ name: "Platinum", color: "#dc2626" });
  });
});

describe("a deletion", () => {
  test("of one tag takes it out, and it comes back under another name if asked", async () => {
    const { api, calls } = scriptedApi({
      "tags.delete": () => ({ operationId: 9, contactCount: 3 }),
      "tags.restore": () => ({ ...vip, name: "VIP 2" }),
    });
    const model = createTagsModel(api, queries, "demo");
    expect(await model.remove([vip], 3)).toMatchObject({ operationId: 9, contactCount: 3, tags: [vip] });
    expect(calls.at(-1)).toEqual(["tags.delete", { id: 1, expectedCount: 3 }]);
    expect(ids()).toEqual([2]);
    expect((await model.bringBack(1, "VIP 2")).name).toBe("VIP 2");
    expect(calls.at(-1)).toEqual(["tags.restore", { id: 1, name: "VIP 2" }]);
  });

  test("of several is one operation", async () => {
    const { api, calls } = scriptedApi({
      "tags.deleteMany": () => ({ operationId: 9, contactCount: 3, tagIds: [1, 2] }),
      "operations.undo": () => ({ tagIds: [1], blocked: [{ id: 2, name: "Refund" }], leftAlone: 0 }),
    });
    const model = createTagsModel(api, queries, "demo");
    await model.remove([vip, refund], 3);
    expect(calls).toEqual([["tags.deleteMany", { ids: [1, 2], expectedCount: 3 }]]);
    expect(ids()).toEqual([]);
    expect(await model.undo(9)).toMatchObject({ tagIds: [1], blocked: [{ id: 2 }] });
  });

  test("leaves the tag where it is when it is refused", async () => {
    const { api } = scriptedApi({ "tags.delete": refuse("impact_changed", { expectedCount: 5 }) });
    await expect(createTagsModel(api, queries, "demo").remove([vip], 3)).rejects.toThrow();
    expect(ids()).toEqual([1, 2]);
  });
});

test("one colour for several shows on those that had another", async () => {
  const { api } = scriptedApi({ "tags.recolorMany": () => ({ operationId: 7, tagIds: [2] }) });
  const model = createTagsModel(api, queries, "demo");
  expect(await model.recolorMany([1, 2], "#16a34a")).toEqual({ operationId: 7, n: 1 });
  expect([shown(1)?.color, shown(2)?.color]).toEqual([vip.color, "#16a34a"]);
});
