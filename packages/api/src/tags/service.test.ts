import { DomainError } from "@tagdeck/core/errors";
import { expect, it } from "vitest";
import { changeTags } from "../assignments/service.ts";
import { getContact } from "../contacts/service.ts";
import { undoOperation } from "../operations/service.ts";
import { describeEachDatabase } from "../testing/databases.ts";
import { aContact, aMember, aTag, aWorkspace } from "../testing/fixtures.ts";
import { getTag, listTags } from "./list.ts";
import { createTag, deleteTag, updateTag } from "./service.ts";

const admin = aMember("admin");
const agent = aMember("agent");
const all = { search: "", sort: "name", direction: "asc", limit: 50 } as const;

describeEachDatabase("tags", (database) => {
  it("refuses a name that is taken and carries the tag that has it", async () => {
    const workspace = await aWorkspace(database());
    const vip = await workspace.write(admin, (ctx) => createTag(ctx, { name: "VIP" }));
    const refused = workspace.write(admin, (ctx) => createTag(ctx, { name: " ｖｉｐ " }));
    await expect(refused).rejects.toMatchObject({
      code: "tag_name_taken",
      details: { tag: { id: vip.id, name: "VIP" } },
    });
  });

  it("renames, also only the case, and frees the old name", async () => {
    const workspace = await aWorkspace(database());
    const tag = await aTag(workspace, { name: "vip" });
    const upper = await workspace.write(admin, (ctx) => updateTag(ctx, { id: tag.id, name: "VIP" }));
    expect(upper.name).toBe("VIP");
    await workspace.write(admin, (ctx) => updateTag(ctx, { id: tag.id, name: "Gold" }));
    const again = await workspace.write(admin, (ctx) => createTag(ctx, { name: "vip" }));
    expect(again.id).not.toBe(tag.id);
  });

  it("changes nothing and keeps the updated time when an update says what is so already", async () => {
    const workspace = await aWorkspace(database());
    const tag = await aTag(workspace, { name: "VIP", color: "#d97706" });
    const after = await workspace.write(admin, (ctx) =>
      updateTag(ctx, { id: tag.id, name: "VIP", color: "#d97706" }),
    );
    expect(after.updatedAt).toBe(new Date(tag.updated_at).toISOString());
  });

  it("takes a deleted tag from contacts and list at once, and undo brings all of it back", async () => {
    const workspace = await aWorkspace(database());
    const tag = await aTag(workspace, { name: "VIP" });
    const contact = await aContact(workspace);
    const before = await workspace.write(agent, (ctx) =>
      changeTags(ctx, { contact: { id: contact.id }, add: [tag.id], remove: [] }),
    );
    const { operationId, contactCount } = await workspace.write(admin, (ctx) =>
      deleteTag(ctx, { id: tag.id }),
    );
    expect(contactCount).toBe(1);
    expect((await workspace.read(admin, (ctx) => listTags(ctx, all))).items).toEqual([]);
    const without = await workspace.read(admin, (ctx) => getContact(ctx, { id: contact.id }));
    expect(without.contact.tags).toEqual([]);

    await workspace.write(admin, (ctx) => undoOperation(ctx, { id: operationId }));
    const restored = await workspace.read(admin, (ctx) => getContact(ctx, { id: contact.id }));
    expect(restored.contact.tags).toEqual(before.contact.tags);
    expect((await workspace.read(admin, (ctx) => getTag(ctx, tag.id))).contactCount).toBe(1);
    await expect(workspace.write(admin, (ctx) => undoOperation(ctx, { id: operationId }))).rejects.toEqual(
      new DomainError("undo_already_done"),
    );
  });

  it("restores under another name when the tag's own was taken meanwhile", async () => {
    const workspace = await aWorkspace(database());
    const tag = await aTag(workspace, { name: "VIP" });
    const { operationId: id } = await workspace.write(admin, (ctx) => deleteTag(ctx, { id: tag.id }));
    const holder = await aTag(workspace, { name: "vip" });
    await expect(workspace.write(admin, (ctx) => undoOperation(ctx, { id }))).rejects.toMatchObject({
      code: "tag_name_taken",
      details: { tag: { id: holder.id } },
    });
    const { tag: restored } = await workspace.write(admin, (ctx) =>
      undoOperation(ctx, { id, name: "VIP old" }),
    );
    expect(restored).toMatchObject({ id: tag.id, name: "VIP old" });
  });

  it("refuses the undo of a delete when its time is over", async () => {
    const workspace = await aWorkspace(database(), { settings: { undoDays: 1 } });
    const tag = await aTag(workspace);
    const { operationId: id } = await workspace.write(admin, (ctx) => deleteTag(ctx, { id: tag.id }));
    workspace.clock.advance(86_400_000);
    await expect(workspace.write(admin, (ctx) => undoOperation(ctx, { id }))).rejects.toEqual(
      new DomainError("undo_expired"),
    );
  });

  it.each(["name", "contacts", "created", "updated"] as const)(
    "pages through all tags sorted by %s, each once",
    async (sort) => {
      const workspace = await aWorkspace(database());
      const tags = [];
      for (const name of ["b", "A", "_", "é", "換貨", "ａ1", "C"]) tags.push(await aTag(workspace, { name }));
      for (const direction of ["asc", "desc"] as const) {
        const seen: number[] = [];
        let cursor: string | null = null;
        do {
          const page: Awaited<ReturnType<typeof listTags>> = await workspace.read(admin, (ctx) =>
            listTags(ctx, { ...all, sort, direction, limit: 2, cursor }),
          );
          expect(page.total).toBe(tags.length);
          seen.push(...page.items.map(({ id }) => id));
          cursor = page.nextCursor;
        } while (cursor !== null);
        expect(seen.toSorted((a, b) => a - b)).toEqual(tags.map(({ id }) => id));
      }
    },
  );

  it("refuses a cursor that it did not make", async () => {
    const workspace = await aWorkspace(database());
    await expect(workspace.read(admin, (ctx) => listTags(ctx, { ...all, cursor: "bm9wZQ" }))).rejects.toEqual(
      new DomainError("cursor_invalid"),
    );
  });

  it("keeps what was refused out of the vocabulary that others read", async () => {
    const workspace = await aWorkspace(database());
    await aTag(workspace, { name: "kept" });
    await expect(
      workspace.write(admin, async (ctx) => {
        await createTag(ctx, { name: "gone" });
        await listTags(ctx, all);
        throw new DomainError("forbidden");
      }),
    ).rejects.toEqual(new DomainError("forbidden"));
    await aTag(workspace, { name: "later" });
    const { items } = await workspace.read(admin, (ctx) => listTags(ctx, all));
    expect(items.map(({ name }) => name)).toEqual(["kept", "later"]);
  });
});
