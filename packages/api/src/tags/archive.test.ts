import { expect, it } from "vitest";
import { changeTagsOfMany } from "../assignments/change-many.ts";
import { changeTags } from "../assignments/service.ts";
import { undoChanges } from "../assignments/undo.ts";
import { contactHistory } from "../contacts/history.ts";
import { undoOperation } from "../operations/service.ts";
import { describeEachDatabase } from "../testing/databases.ts";
import { aContact, aMember, aTag, aWorkspace, type TestWorkspace } from "../testing/fixtures.ts";
import { archiveTags, unarchiveTags } from "./archive.ts";
import { tagHistory } from "./history.ts";
import { indexTags } from "./index-tags.ts";
import { deleteTag } from "./service.ts";
import { suggestTags } from "./suggest.ts";

const admin = aMember("admin");
const agent = aMember("agent");
const list = { search: "", sort: "name", direction: "asc", first: 50 } as const;

const archive = (workspace: TestWorkspace, ids: number[], expectedCount = 0) =>
  workspace.write(admin, (ctx) => archiveTags(ctx, { ids, expectedCount }));
const give = (workspace: TestWorkspace, contact: number, add: number[], remove: number[] = []) =>
  workspace.write(agent, (ctx) => changeTags(ctx, { contact: { id: contact }, add, remove }));
const tabs = async (workspace: TestWorkspace) => {
  const of = (tab: "all" | "archived") =>
    workspace.read(admin, async (ctx) => (await indexTags(ctx, { ...list, tab })).ids);
  return { all: await of("all"), archived: await of("archived") };
};
const offered = (workspace: TestWorkspace) =>
  workspace.read(agent, async (ctx) =>
    (await suggestTags(ctx, { query: "", limit: 50 })).items.map(({ id }) => id),
  );

describeEachDatabase("archived tags", (database) => {
  it("stay on contacts, are offered to nobody and are not given, alone or with others", async () => {
    const workspace = await aWorkspace(database());
    const [old, kept] = [await aTag(workspace, { name: "Old" }), await aTag(workspace, { name: "Kept" })];
    const [has, other] = [await aContact(workspace), await aContact(workspace)];
    await give(workspace, has.id, [old.id]);
    await archive(workspace, [old.id], 1);
    expect(await tabs(workspace)).toEqual({ all: [kept.id], archived: [old.id] });
    expect(await offered(workspace)).toEqual([kept.id]);
    const refused = { code: "tag_archived", details: { id: old.id, name: "Old" } };
    await expect(give(workspace, other.id, [kept.id, old.id])).rejects.toMatchObject(refused);
    const many = workspace.write(agent, (ctx) =>
      changeTagsOfMany(ctx, { contacts: [{ id: has.id }, { id: other.id }], add: [old.id], remove: [] }),
    );
    await expect(many).rejects.toMatchObject(refused);

    const { changes } = await give(workspace, has.id, [], [old.id]);
    const undone = await workspace.write(agent, (ctx) =>
      undoChanges(ctx, { contact: { id: has.id }, seqs: changes.map(({ seq }) => seq) }),
    );
    expect(undone.contact.tags.map(({ id }) => id)).toEqual([old.id]);
  });

  it("come back by undo, each that nobody has touched since, or by hand", async () => {
    const workspace = await aWorkspace(database());
    const ids = [(await aTag(workspace)).id, (await aTag(workspace)).id, (await aTag(workspace)).id];
    const [a = 0, b = 0, c = 0] = ids;
    const { operationId } = await archive(workspace, ids);
    expect(await archive(workspace, ids)).toEqual({ operationId: null, tagIds: [] });
    expect(await workspace.write(admin, (ctx) => unarchiveTags(ctx, { ids: [a] }))).toEqual({ tagIds: [a] });
    workspace.clock.advance(1_000);
    await archive(workspace, [a]);
    const undo = () => workspace.write(admin, (ctx) => undoOperation(ctx, { id: operationId ?? 0 }));
    const gone = await workspace.write(admin, (ctx) => deleteTag(ctx, { id: b }));
    await expect(undo()).rejects.toMatchObject({
      code: "undo_blocked_by",
      details: { operation: { id: gone.operationId } },
    });
    await workspace.write(admin, (ctx) => undoOperation(ctx, { id: gone.operationId }));
    expect(await undo()).toMatchObject({ tagIds: [b, c], leftAlone: 1 });
    expect((await tabs(workspace)).archived).toEqual([a]);
  });

  it("are refused when more contacts have got them than was shown", async () => {
    const workspace = await aWorkspace(database());
    const tag = await aTag(workspace);
    await give(workspace, (await aContact(workspace)).id, [tag.id]);
    await expect(archive(workspace, [tag.id], 0)).rejects.toMatchObject({
      code: "impact_changed",
      details: { expectedCount: 1 },
    });
    expect((await tabs(workspace)).archived).toEqual([]);
  });

  it("say so in the tag's history and in that of those who had it", async () => {
    const workspace = await aWorkspace(database());
    const tag = await aTag(workspace);
    const [before, without] = [await aContact(workspace), await aContact(workspace)];
    await give(workspace, before.id, [tag.id]);
    workspace.clock.advance(1_000);
    await archive(workspace, [tag.id], 1);
    workspace.clock.advance(1_000);
    await workspace.write(admin, (ctx) => unarchiveTags(ctx, { ids: [tag.id] }));
    const kinds = (contact: number) =>
      workspace.read(agent, async (ctx) =>
        (await contactHistory(ctx, { contact: { id: contact }, limit: 10 })).items.map(({ kind }) => kind),
      );
    expect(await kinds(before.id)).toEqual(["tag_unarchived", "tag_archived", "added"]);
    expect(await kinds(without.id)).toEqual([]);
    const own = await workspace.read(admin, (ctx) => tagHistory(ctx, { id: tag.id, limit: 10 }));
    expect(own.items.map(({ kind }) => kind).slice(0, 2)).toEqual(["unarchived", "archived"]);
  });
});
