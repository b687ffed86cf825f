import type { HistoryEntry } from "@tagdeck/core/contacts/contact";
import { expect, it } from "vitest";
import { changeTags } from "../assignments/service.ts";
import { undoChanges } from "../assignments/undo.ts";
import { createKernel } from "../context.ts";
import { undoOperation } from "../operations/service.ts";
import { deleteTag, updateTag } from "../tags/service.ts";
import { describeEachDatabase } from "../testing/databases.ts";
import {
  aClock,
  aContact,
  aKey,
  aMember,
  aPanel,
  aTag,
  aWorkspace,
  type TestWorkspace,
} from "../testing/fixtures.ts";
import { contactHistory } from "./history.ts";

const admin = aMember("admin");
const agent = aMember("agent");

async function pages(
  workspace: TestWorkspace,
  id: number,
  limit: number,
  who = agent,
): Promise<HistoryEntry[]> {
  const items: HistoryEntry[] = [];
  let cursor: string | null = null;
  do {
    const page: Awaited<ReturnType<typeof contactHistory>> = await workspace.read(who, (ctx) =>
      contactHistory(ctx, { contact: { id }, limit, cursor }),
    );
    expect(page.items.length).toBeLessThanOrEqual(limit);
    items.push(...page.items);
    cursor = page.nextCursor;
  } while (cursor !== null);
  return items;
}

function change(workspace: TestWorkspace, id: number, add: number[], remove: number[] = [], who = agent) {
  return workspace.write(who, (ctx) => changeTags(ctx, { contact: { id }, add, remove }));
}

const brief = (items: HistoryEntry[]) => items.map(({ kind, tag }) => `${kind} ${tag.name}`);

describeEachDatabase("a contact's history", (database) => {
  it("tells what happened, when, by whom, from where and what was taken back", async () => {
    const workspace = await aWorkspace(database());
    const { id } = await aContact(workspace);
    const tag = await aTag(workspace, { name: "VIP", color: "#d97706" });
    await change(workspace, id, [tag.id], [], aPanel());
    const { changes } = await change(workspace, id, [], [tag.id], aKey(["tags.apply", "contacts.read"]));
    await workspace.write(admin, (ctx) =>
      undoChanges(ctx, { contact: { id }, seqs: changes.map(({ seq }) => seq) }),
    );
    await workspace.write(admin, (ctx) => updateTag(ctx, { id: tag.id, name: "Gold" }));
    const items = await pages(workspace, id, 10, admin);
    expect(
      items.map(({ kind, actor, source, undo, undone }) => ({ kind, actor, source, undo, undone })),
    ).toEqual([
      {
        kind: "added",
        actor: { kind: "member", name: "The admin", isYou: true },
        source: "admin",
        undo: true,
        undone: false,
      },
      {
        kind: "removed",
        actor: { kind: "key", name: "Sync", isYou: false },
        source: "api",
        undo: false,
        undone: true,
      },
      {
        kind: "added",
        actor: { kind: "panel", name: "Mia", isYou: false },
        source: "agent",
        undo: false,
        undone: false,
      },
    ]);
    expect(items[0]?.tag).toEqual({ id: tag.id, name: "Gold", color: "#d97706", deleted: false });
  });

  it.each([1, 2, 3, 7])(
    "is paged without loss, entries of one instant among them: %i a page",
    async (limit) => {
      const clock = aClock();
      let now = clock.now();
      const workspace = await aWorkspace(database(), {
        kernel: createKernel(database().handle, () => now),
        clock,
      });
      const { id } = await aContact(workspace);
      const tags: number[] = [];
      for (let i = 0; i < 4; i += 1) tags.push((await aTag(workspace)).id);
      await change(workspace, id, tags);
      await change(workspace, id, [], tags);
      await change(workspace, id, tags.slice(0, 2));
      now += 1;
      await change(workspace, id, [], tags);
      await workspace.write(admin, (ctx) => deleteTag(ctx, { id: tags[0] ?? 0 }));
      const items = await pages(workspace, id, limit);
      expect(items).toHaveLength(12);
      expect(items.map(({ seq }) => seq)).toEqual(items.map(({ seq }) => seq).toSorted((a, b) => b - a));
      expect(new Set(items.map(({ seq }) => seq)).size).toBe(12);
    },
  );

  it("shows the deletion of a tag to contacts that had it then, and to nobody else", async () => {
    const workspace = await aWorkspace(database());
    const [has, had, never, later] = [
      await aContact(workspace),
      await aContact(workspace),
      await aContact(workspace),
      await aContact(workspace),
    ];
    const tag = await aTag(workspace, { name: "VIP" });
    await change(workspace, has.id, [tag.id]);
    await change(workspace, had.id, [tag.id]);
    await change(workspace, had.id, [], [tag.id]);
    const { operationId } = await workspace.write(admin, (ctx) => deleteTag(ctx, { id: tag.id }));
    expect((await pages(workspace, has.id, 10))[0]).toMatchObject({
      kind: "tag_deleted",
      tag: { name: "VIP", deleted: true },
      actor: { name: "The admin" },
      source: "admin",
    });
    await workspace.write(admin, (ctx) => undoOperation(ctx, { id: operationId }));
    await change(workspace, later.id, [tag.id]);
    expect(brief(await pages(workspace, has.id, 10))).toEqual([
      "tag_restored VIP",
      "tag_deleted VIP",
      "added VIP",
    ]);
    expect(brief(await pages(workspace, had.id, 10))).toEqual(["removed VIP", "added VIP"]);
    expect(brief(await pages(workspace, never.id, 10))).toEqual([]);
    expect(brief(await pages(workspace, later.id, 10))).toEqual(["added VIP"]);
  });

  it("loses no deletion that it saw behind many that it did not see", async () => {
    const workspace = await aWorkspace(database());
    const { id } = await aContact(workspace);
    const tag = await aTag(workspace, { name: "VIP" });
    const deleteAndRestore = async () => {
      const { operationId } = await workspace.write(admin, (ctx) => deleteTag(ctx, { id: tag.id }));
      await workspace.write(admin, (ctx) => undoOperation(ctx, { id: operationId }));
    };
    await change(workspace, id, [tag.id]);
    await deleteAndRestore();
    await change(workspace, id, [], [tag.id]);
    for (let i = 0; i < 4; i += 1) await deleteAndRestore();
    const expected = ["removed VIP", "tag_restored VIP", "tag_deleted VIP", "added VIP"];
    for (const limit of [1, 2, 4, 10]) expect(brief(await pages(workspace, id, limit))).toEqual(expected);
  });

  it("refuses a cursor that it did not make", async () => {
    const workspace = await aWorkspace(database());
    const { id } = await aContact(workspace);
    for (const cursor of ["", "x", "W10", Buffer.from('["a",1]').toString("base64url")].filter(Boolean)) {
      const read = workspace.read(agent, (ctx) => contactHistory(ctx, { contact: { id }, limit: 1, cursor }));
      await expect(read).rejects.toMatchObject({ code: "cursor_invalid" });
    }
  });
});
