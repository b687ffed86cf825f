import { beforeEach, describe, expect, test } from "vitest";
import { QueryClient } from "@tanstack/preact-query";
import { aTag } from "../testing/fixtures.ts";
import { later, Refusal, scriptedApi } from "../testing/scripted-api.ts";
import { createTagsModel } from "./model.ts";
import { tagListsKey, type TagPage } from "./queries.ts";

const vip = aTag();
const key = [...tagListsKey("demo"), {}];
let queries: QueryClient;

beforeEach(() => {
  queries = new QueryClient();
  queries.setQueryData<TagPage>(key, {
    items: [vip, aTag({ id: 2, name: "Refund" })],
    nextCursor: null,
    total: 2,
  });
});

const page = () => queries.getQueryData<TagPage>(key);
const shown = (id: number) => page()?.items.find((tag) => tag.id === id);

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
    const { api } = scriptedApi({
      "tags.update": () => {
        throw new Refusal("tag_name_taken", { tag: vip });
      },
    });
    const renaming = createTagsModel(api, queries, "demo").rename(vip, "Refund");
    await expect(renaming).rejects.toMatchObject({ data: { domainCode: "tag_name_taken" } });
    expect(shown(1)).toEqual(vip);
  });

  test("goes back without undoing what somebody else changed meanwhile", async () => {
    const answer = later<unknown>();
    const { api } = scriptedApi({ "tags.update": () => answer.promise });
    const renaming = createTagsModel(api, queries, "demo").rename(vip, "Refund");
    queries.setQueryData<TagPage>(
      key,
      (old) => old && { ...old, items: [aTag({ name: "Platinum", color: "#dc2626" })] },
    );
    answer.reject(new Refusal("tag_name_taken"));
    await expect(renaming).rejects.toThrow();
    expect(shown(1)).toMatchObject({ name: "Platinum", color: "#dc2626" });
  });
});

describe("a deletion", () => {
  test("takes the tag out and can be undone under another name", async () => {
    const { api, calls } = scriptedApi({
      "tags.delete": () => ({ operationId: 9, contactCount: 3 }),
      "operations.undo": () => ({ tag: { ...vip, name: "VIP 2" } }),
    });
    const model = createTagsModel(api, queries, "demo");
    const deleted = await model.remove(vip);
    expect(page()).toMatchObject({ total: 1, items: [{ id: 2 }] });
    expect(deleted).toMatchObject({ operationId: 9, contactCount: 3, tag: vip });
    expect((await model.bringBack(deleted, "VIP 2")).name).toBe("VIP 2");
    expect(calls.at(-1)).toEqual(["operations.undo", { id: 9, name: "VIP 2" }]);
  });

  test("leaves the tag where it is when it is refused", async () => {
    const { api } = scriptedApi({
      "tags.delete": () => {
        throw new Refusal("forbidden");
      },
    });
    await expect(createTagsModel(api, queries, "demo").remove(vip)).rejects.toThrow();
    expect(page()?.total).toBe(2);
  });
});
