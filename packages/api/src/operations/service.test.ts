import { DomainError } from "@tagdeck/core/errors";
import { expect, it } from "vitest";
import { deleteTag, updateTag } from "../tags/service.ts";
import * as tags from "../tags/store.ts";
import { describeEachDatabase } from "../testing/databases.ts";
import { aKey, aMember, aTag, aWorkspace } from "../testing/fixtures.ts";
import { undoOperation } from "./service.ts";

const admin = aMember("admin");

describeEachDatabase("undoing a wide change", (database) => {
  it("is for who made it, and for admins", async () => {
    const workspace = await aWorkspace(database());
    const key = aKey(["tags.delete", "undo.own"]);
    const other = { ...key, keyId: 2 };
    const tag = await aTag(workspace);
    const { operationId: id } = await workspace.write(key, (ctx) => deleteTag(ctx, { id: tag.id }));
    const mine = new DomainError("undo_not_yours");
    await expect(workspace.write(other, (ctx) => undoOperation(ctx, { id }))).rejects.toEqual(mine);
    await expect(workspace.write(aMember("agent"), (ctx) => undoOperation(ctx, { id }))).rejects.toEqual(
      mine,
    );
    await workspace.write(key, (ctx) => undoOperation(ctx, { id }));
    const { operationId } = await workspace.write(key, (ctx) => deleteTag(ctx, { id: tag.id }));
    await workspace.write(admin, (ctx) => undoOperation(ctx, { id: operationId }));
  });

  it("brings aliases back, and drops one that was taken meanwhile", async () => {
    const workspace = await aWorkspace(database());
    const tag = await aTag(workspace, { name: "VIP" });
    const alias = (name: string, key: string) =>
      workspace.write(admin, (ctx) => tags.claimName(ctx, { key, name, tagId: tag.id, isAlias: true }));
    await alias("Gold", "gold");
    await alias("Best", "best");
    const { operationId: id } = await workspace.write(admin, (ctx) => deleteTag(ctx, { id: tag.id }));
    const holder = await aTag(workspace, { name: "Gold" });
    await workspace.write(admin, (ctx) => undoOperation(ctx, { id }));
    const names = await workspace.read(admin, (ctx) => tags.namesOf(ctx, tag.id));
    expect(names.map(({ name, is_alias }) => [name, is_alias]).toSorted()).toEqual([
      ["Best", 1],
      ["VIP", 0],
    ]);
    expect((await workspace.read(admin, (ctx) => tags.nameHolder(ctx, "gold")))?.tag_id).toBe(holder.id);
    const clash = workspace.write(admin, (ctx) => updateTag(ctx, { id: holder.id, name: "best" }));
    await expect(clash).rejects.toMatchObject({
      code: "tag_name_is_alias",
      details: { tag: { id: tag.id } },
    });
  });

  it("keeps to the rules for names when another is given", async () => {
    const workspace = await aWorkspace(database());
    const tag = await aTag(workspace, { name: "VIP" });
    const { operationId: id } = await workspace.write(admin, (ctx) => deleteTag(ctx, { id: tag.id }));
    for (const [name, code] of [
      [" ", "tag_name_empty"],
      ["x".repeat(51), "tag_name_too_long"],
      ["a\u200bb", "tag_name_invalid"],
    ] as const) {
      await expect(workspace.write(admin, (ctx) => undoOperation(ctx, { id, name }))).rejects.toMatchObject({
        code,
      });
    }
    const { tag: restored } = await workspace.write(admin, (ctx) =>
      undoOperation(ctx, { id, name: " Gold " }),
    );
    expect(restored?.name).toBe("Gold");
  });
});
