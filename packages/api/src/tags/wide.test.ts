import { expect, it } from "vitest";
import { changeTags } from "../assignments/service.ts";
import { undoOperation } from "../operations/service.ts";
import { describeEachDatabase } from "../testing/databases.ts";
import { aContact, aMember, aPanel, aTag, aWorkspace, type TestWorkspace } from "../testing/fixtures.ts";
import { impactOfTags } from "./impact.ts";
import { getTags, indexTags } from "./index-tags.ts";
import { getTag, listTags } from "./list.ts";
import { restoreTag } from "./restore.ts";
import { deleteTag, updateTag } from "./service.ts";
import { deleteTags, recolorTags } from "./wide.ts";

const admin = aMember("admin");
const all = { search: "", sort: "name", direction: "asc", limit: 50 } as const;
const gone = { tab: "deleted", search: "", sort: "deleted", direction: "desc", first: 50 } as const;

async function give(workspace: TestWorkspace, tagIds: readonly number[]): Promise<void> {
  const contact = await aContact(workspace);
  await workspace.write(admin, (ctx) =>
    changeTags(ctx, { contact: { id: contact.id }, add: [...tagIds], remove: [] }),
  );
}

const names = (workspace: TestWorkspace) =>
  workspace.read(admin, async (ctx) => (await listTags(ctx, all)).items.map(({ name }) => name));

describeEachDatabase("wide changes of tags", (database) => {
  it("deletes several in one operation whose undo brings back all, with their contacts", async () => {
    const workspace = await aWorkspace(database());
    const tags = [await aTag(workspace, { name: "A" }), await aTag(workspace, { name: "B" })];
    const kept = await aTag(workspace, { name: "Kept" });
    const ids = tags.map(({ id }) => id);
    await give(workspace, [...ids, kept.id]);
    await give(workspace, ids.slice(0, 1));

    const impact = await workspace.read(admin, (ctx) => impactOfTags(ctx, ids));
    expect(impact).toMatchObject({ tags: 2, expectedCount: 3 });
    expect(impact.largest.map(({ name, contactCount }) => [name, contactCount])).toEqual([
      ["A", 2],
      ["B", 1],
    ]);
    const deleted = await workspace.write(admin, (ctx) => deleteTags(ctx, { ids, expectedCount: 3 }));
    expect(deleted).toMatchObject({ tagIds: ids, contactCount: 3 });
    expect(await names(workspace)).toEqual(["Kept"]);

    const undone = await workspace.write(admin, (ctx) => undoOperation(ctx, { id: deleted.operationId }));
    expect(undone).toMatchObject({ tag: null, tagIds: ids, blocked: [], leftAlone: 0 });
    expect(await names(workspace)).toEqual(["A", "B", "Kept"]);
    expect((await workspace.read(admin, (ctx) => getTag(ctx, ids[0] ?? 0))).contactCount).toBe(2);
    const again = workspace.write(admin, (ctx) => undoOperation(ctx, { id: deleted.operationId }));
    await expect(again).rejects.toMatchObject({ code: "undo_already_done" });
  });

  it("is refused when the tags were given more often since the preview, one tag's deletion too", async () => {
    const workspace = await aWorkspace(database());
    const tag = await aTag(workspace);
    await give(workspace, [tag.id]);
    const changed = { code: "impact_changed", details: { expectedCount: 1 } };
    await expect(
      workspace.write(admin, (ctx) => deleteTags(ctx, { ids: [tag.id], expectedCount: 0 })),
    ).rejects.toMatchObject(changed);
    await expect(
      workspace.write(admin, (ctx) => deleteTag(ctx, { id: tag.id, expectedCount: 0 })),
    ).rejects.toMatchObject(changed);
    // Less than was shown is no surprise.
    await workspace.write(admin, (ctx) => deleteTags(ctx, { ids: [tag.id], expectedCount: 2 }));
    expect(await names(workspace)).toEqual([]);
  });

  it("leaves out tags that are gone already, and is refused when all are", async () => {
    const workspace = await aWorkspace(database());
    const [a, b] = [await aTag(workspace), await aTag(workspace)];
    await workspace.write(admin, (ctx) => deleteTag(ctx, { id: a.id }));
    const ids = [a.id, b.id];
    const deleted = await workspace.write(admin, (ctx) => deleteTags(ctx, { ids, expectedCount: 0 }));
    expect(deleted.tagIds).toEqual([b.id]);
    await expect(
      workspace.write(admin, (ctx) => deleteTags(ctx, { ids, expectedCount: 0 })),
    ).rejects.toMatchObject({ code: "tag_not_found" });
  });

  it("brings back what it can when another tag has a name, and names the others, which can still come back", async () => {
    const workspace = await aWorkspace(database());
    const tags = [await aTag(workspace, { name: "VIP" }), await aTag(workspace, { name: "Trial" })];
    const ids = tags.map(({ id }) => id);
    const { operationId } = await workspace.write(admin, (ctx) => deleteTags(ctx, { ids, expectedCount: 0 }));
    await aTag(workspace, { name: "vip" });
    const undone = await workspace.write(admin, (ctx) => undoOperation(ctx, { id: operationId }));
    expect(undone).toMatchObject({ tagIds: ids.slice(1), blocked: [{ id: ids[0], name: "VIP" }] });
    const blocked = workspace.write(admin, (ctx) => restoreTag(ctx, { id: ids[0] ?? 0 }));
    await expect(blocked).rejects.toMatchObject({ code: "tag_name_taken" });
    await workspace.write(admin, (ctx) => restoreTag(ctx, { id: ids[0] ?? 0, name: "VIP old" }));
    expect(await names(workspace)).toEqual(["Trial", "vip", "VIP old"]);
  });

  it("undoes only what nobody brought back or deleted again since", async () => {
    const workspace = await aWorkspace(database());
    const tags = [
      await aTag(workspace, { name: "A" }),
      await aTag(workspace, { name: "B" }),
      await aTag(workspace, { name: "C" }),
    ];
    const ids = tags.map(({ id }) => id);
    const { operationId } = await workspace.write(admin, (ctx) => deleteTags(ctx, { ids, expectedCount: 0 }));
    const [a = 0, b = 0, c = 0] = ids;
    await workspace.write(admin, (ctx) => restoreTag(ctx, { id: a }));
    await workspace.write(admin, (ctx) => restoreTag(ctx, { id: b }));
    await workspace.write(admin, (ctx) => deleteTag(ctx, { id: b }));
    const undone = await workspace.write(admin, (ctx) => undoOperation(ctx, { id: operationId }));
    expect(undone).toMatchObject({ tagIds: [c], leftAlone: 2 });
    expect(await names(workspace)).toEqual(["A", "C"]);
  });

  it("ends an operation whose tags were all brought back one by one", async () => {
    const workspace = await aWorkspace(database());
    const ids = [(await aTag(workspace)).id, (await aTag(workspace)).id];
    const { operationId } = await workspace.write(admin, (ctx) => deleteTags(ctx, { ids, expectedCount: 0 }));
    for (const id of ids) await workspace.write(admin, (ctx) => restoreTag(ctx, { id }));
    const undo = workspace.write(admin, (ctx) => undoOperation(ctx, { id: operationId }));
    await expect(undo).rejects.toMatchObject({ code: "undo_already_done" });
  });

  it("recolours several, and undo leaves alone those that were recoloured since", async () => {
    const workspace = await aWorkspace(database());
    const tags = [await aTag(workspace, { color: "#111111" }), await aTag(workspace, { color: "#222222" })];
    const same = await aTag(workspace, { color: "#333333" });
    const ids = [...tags, same].map(({ id }) => id);
    const done = await workspace.write(admin, (ctx) => recolorTags(ctx, { ids, color: "#333333" }));
    expect(done.tagIds).toEqual(ids.slice(0, 2));
    const [first = 0, second = 0] = ids;
    await workspace.write(admin, (ctx) => updateTag(ctx, { id: second, color: "#444444" }));
    const undone = await workspace.write(admin, (ctx) => undoOperation(ctx, { id: done.operationId ?? 0 }));
    expect(undone).toMatchObject({ tagIds: [first], leftAlone: 1 });
    const colors = await workspace.read(admin, async (ctx) =>
      (await getTags(ctx, ids)).map(({ color }) => color),
    );
    expect(colors).toEqual(["#111111", "#444444", "#333333"]);
    const none = await workspace.write(admin, (ctx) =>
      recolorTags(ctx, { ids: [same.id], color: "#333333" }),
    );
    expect(none).toEqual({ operationId: null, tagIds: [] });
  });

  it("is not for agents nor panels, whatever agents may edit", async () => {
    const workspace = await aWorkspace(database(), { settings: { agentsMayEdit: true, panelAdmins: true } });
    const tag = await aTag(workspace);
    for (const who of [aMember("agent"), aPanel({ role: "admin" })]) {
      await expect(
        workspace.write(who, (ctx) => recolorTags(ctx, { ids: [tag.id], color: "#123456" })),
      ).rejects.toMatchObject({ code: "forbidden" });
      await expect(
        workspace.write(who, (ctx) => deleteTags(ctx, { ids: [tag.id], expectedCount: 0 })),
      ).rejects.toMatchObject({ code: "forbidden" });
    }
  });

  it("lists deleted tags with who deleted them and until when they can come back, and no longer", async () => {
    const workspace = await aWorkspace(database(), { settings: { undoDays: 2 } });
    const [a, b] = [await aTag(workspace, { name: "A" }), await aTag(workspace, { name: "B" })];
    await give(workspace, [a.id]);
    await workspace.write(admin, (ctx) => deleteTag(ctx, { id: a.id }));
    await workspace.write(admin, (ctx) => deleteTags(ctx, { ids: [b.id], expectedCount: 0 }));
    const index = await workspace.read(admin, (ctx) => indexTags(ctx, gone));
    expect(index.totals).toMatchObject({ all: 0, deleted: 2 });
    expect(index.ids).toEqual([b.id, a.id]);
    const [, listed] = index.items;
    expect(listed).toMatchObject({ name: "A", contactCount: 1, deletion: { by: "The admin" } });
    const until = Date.parse(listed?.deletion?.restoreUntil ?? "");
    expect(until - Date.parse(listed?.deletion?.at ?? "")).toBe(2 * 86_400_000);

    workspace.clock.set(until);
    expect((await workspace.read(admin, (ctx) => indexTags(ctx, gone))).ids).toEqual([]);
    expect(await workspace.read(admin, (ctx) => getTags(ctx, [a.id]))).toEqual([]);
    await expect(workspace.write(admin, (ctx) => restoreTag(ctx, { id: a.id }))).rejects.toMatchObject({
      code: "tag_not_found",
    });
  });
});
