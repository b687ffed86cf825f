import { expect, it } from "vitest";
import { describeEachDatabase } from "../testing/databases.ts";
import { aMember, aTag, aWorkspace } from "../testing/fixtures.ts";
import { addAlias, listAliases, removeAlias } from "./aliases.ts";
import { tagHistory } from "./history.ts";
import { indexTags } from "./index-tags.ts";
import { createTag, updateTag } from "./service.ts";
import { suggestTags } from "./suggest.ts";

const admin = aMember("admin");

describeEachDatabase("other names of a tag", (database) => {
  it("find it, in lists and pickers, as a whole name and as a part", async () => {
    const workspace = await aWorkspace(database());
    const tag = await aTag(workspace, { name: "Key account" });
    await workspace.write(admin, (ctx) => addAlias(ctx, { id: tag.id, name: "VIP" }));
    const index = { tab: "all", search: "vi", sort: "name", direction: "asc", first: 9 } as const;
    const [listed, suggested] = await workspace.read(admin, async (ctx) => [
      await indexTags(ctx, index),
      await suggestTags(ctx, { query: "vip", limit: 9 }),
    ]);
    expect(listed.ids).toEqual([tag.id]);
    expect(suggested).toMatchObject({ exact: { id: tag.id, name: "Key account" }, items: [{ id: tag.id }] });
  });

  it("are nobody else's until they are taken away", async () => {
    const workspace = await aWorkspace(database());
    const [tag, other] = [await aTag(workspace, { name: "Gold" }), await aTag(workspace, { name: "Blue" })];
    const add = (id: number, name: string) => workspace.write(admin, (ctx) => addAlias(ctx, { id, name }));
    expect(await add(tag.id, " Golden ")).toEqual({ names: ["Golden"] });
    const held = { code: "tag_name_is_alias", details: { tag: { id: tag.id, name: "Gold" } } };
    await expect(add(other.id, "golden")).rejects.toMatchObject(held);
    await expect(workspace.write(admin, (ctx) => createTag(ctx, { name: "GOLDEN" }))).rejects.toMatchObject(
      held,
    );
    await expect(add(tag.id, "blue")).rejects.toMatchObject({ code: "tag_name_taken" });
    await expect(add(tag.id, "gold")).rejects.toMatchObject({ code: "tag_name_taken" });
    const left = await workspace.write(admin, (ctx) => removeAlias(ctx, { id: tag.id, name: "golden" }));
    expect(left).toEqual({ names: [] });
    expect(await add(other.id, "Golden")).toEqual({ names: ["Golden"] });
    const { items } = await workspace.read(admin, (ctx) => tagHistory(ctx, { id: tag.id, limit: 9 }));
    expect(items.map(({ changes }) => changes.alias)).toEqual([
      { from: "golden", to: "" },
      { from: "", to: "Golden" },
      undefined,
    ]);
  });

  it("are what it was called before, if the admin wants so, and may be its own name again", async () => {
    const workspace = await aWorkspace(database());
    const tag = await aTag(workspace, { name: "Trial" });
    const rename = (name: string, keepOldName: boolean) =>
      workspace.write(admin, (ctx) => updateTag(ctx, { id: tag.id, name, keepOldName }));
    const names = async () => (await workspace.read(admin, (ctx) => listAliases(ctx, tag.id))).names;
    await rename("Pilot", true);
    expect(await names()).toEqual(["Trial"]);
    await rename("trial", true);
    expect(await names()).toEqual(["Pilot"]);
    await rename("Test", false);
    expect(await names()).toEqual(["Pilot"]);
    await aTag(workspace, { name: "Trial" });
    const agent = aMember("agent");
    const set = workspace.write(agent, (ctx) => addAlias(ctx, { id: tag.id, name: "Mine" }));
    await expect(set).rejects.toMatchObject({ code: "forbidden" });
  });
});
