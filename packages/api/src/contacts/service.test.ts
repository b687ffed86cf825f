import { DomainError } from "@tagdeck/core/errors";
import { expect, it } from "vitest";
import { changeTags } from "../assignments/service.ts";
import { deleteTag } from "../tags/service.ts";
import { describeEachDatabase } from "../testing/databases.ts";
import {
  aContact,
  aMember,
  aPanel,
  aTag,
  aWorkspace,
  claims,
  type TestWorkspace,
} from "../testing/fixtures.ts";
import { getContact, listContacts } from "./service.ts";

const viewer = aMember("viewer");
const agent = aMember("agent");

function list(
  workspace: TestWorkspace,
  input: { search?: string; tagId?: number; limit?: number; cursor?: string },
) {
  return workspace.read(viewer, (ctx) => listContacts(ctx, { search: "", limit: 50, ...input }));
}

async function allIds(workspace: TestWorkspace, input: { search?: string; tagId?: number; limit: number }) {
  const ids: number[] = [];
  let cursor: string | null = null;
  do {
    const page: Awaited<ReturnType<typeof list>> = await list(workspace, {
      ...input,
      ...(cursor && { cursor }),
    });
    expect(page.items.length).toBeLessThanOrEqual(input.limit);
    ids.push(...page.items.map(({ id }) => id));
    cursor = page.nextCursor;
  } while (cursor !== null);
  return ids;
}

describeEachDatabase("contacts", (database) => {
  it("are found by the beginning of their name, e-mail or external id, whatever the case and width", async () => {
    const workspace = await aWorkspace(database());
    const wang = await aContact(workspace, {
      externalId: "crm:w",
      name: "Wang Ｍei",
      email: "mei@example.com",
    });
    const li = await aContact(workspace, { externalId: "line:Abc", name: "李小明", email: null });
    const accent = await aContact(workspace, {
      externalId: "crm:z",
      name: "Émile",
      email: "wang.e@example.com",
    });
    const found = async (search: string) => (await list(workspace, { search })).items.map(({ id }) => id);
    expect(await found("wang")).toEqual([accent.id, wang.id]);
    expect(await found(" WANG m ")).toEqual([wang.id]);
    expect(await found("mei")).toEqual([wang.id]);
    expect(await found("MEI@EXAMPLE")).toEqual([wang.id]);
    expect(await found("李小")).toEqual([li.id]);
    expect(await found("é")).toEqual([accent.id]);
    expect(await found("crm:")).toEqual([accent.id, wang.id]);
    expect(await found("line:A")).toEqual([li.id]);
    expect(await found("line:a")).toEqual([]);
    expect(await found("ang")).toEqual([]);
    expect(await found("%")).toEqual([]);
    expect(await found("_ang")).toEqual([]);
    expect(await found("")).toEqual([accent.id, li.id, wang.id]);
  });

  it("are listed newest first, page by page, each once, also by tag", async () => {
    const workspace = await aWorkspace(database());
    const tag = await aTag(workspace);
    const ids: number[] = [];
    for (let i = 0; i < 7; i += 1) ids.unshift((await aContact(workspace)).id);
    const tagged = ids.filter((_, i) => i % 3 !== 1);
    for (const id of tagged) {
      await workspace.write(agent, (ctx) => changeTags(ctx, { contact: { id }, add: [tag.id], remove: [] }));
    }
    for (const limit of [1, 2, 3, 7, 50]) {
      expect(await allIds(workspace, { limit })).toEqual(ids);
      expect(await allIds(workspace, { tagId: tag.id, limit })).toEqual(tagged);
    }
    const { items } = await list(workspace, { tagId: tag.id });
    expect(items.every(({ tags }) => tags.length === 1 && tags[0]?.id === tag.id)).toBe(true);
  });

  it("are searched among those that have a tag", async () => {
    const workspace = await aWorkspace(database());
    const tag = await aTag(workspace);
    const mei = await aContact(workspace, { name: "Mei" });
    const ben = await aContact(workspace, { name: "Ben" });
    await aContact(workspace, { name: "Mei without" });
    for (const { id } of [mei, ben]) {
      await workspace.write(agent, (ctx) => changeTags(ctx, { contact: { id }, add: [tag.id], remove: [] }));
    }
    expect(await allIds(workspace, { tagId: tag.id, search: "mei", limit: 10 })).toEqual([mei.id]);
  });

  it("of a tag that is deleted or not there are not listed", async () => {
    const workspace = await aWorkspace(database());
    const tag = await aTag(workspace);
    await workspace.write(aMember("admin"), (ctx) => deleteTag(ctx, { id: tag.id }));
    for (const tagId of [tag.id, 900_000_001]) {
      await expect(list(workspace, { tagId })).rejects.toEqual(
        new DomainError("tag_not_found", { id: tagId }),
      );
    }
    await expect(list(workspace, { cursor: "bm9wZQ" })).rejects.toEqual(new DomainError("cursor_invalid"));
  });

  it("are read by either id, with their tags, the newest first", async () => {
    const workspace = await aWorkspace(database());
    const row = await aContact(workspace, { name: "Mei", attributes: { plan: "gold" } });
    const tags = [];
    for (let i = 0; i < 3; i += 1) {
      const tag = await aTag(workspace);
      tags.unshift(tag.id);
      await workspace.write(agent, (ctx) =>
        changeTags(ctx, { contact: { id: row.id }, add: [tag.id], remove: [] }),
      );
    }
    const byId = await workspace.read(viewer, (ctx) => getContact(ctx, { id: row.id }));
    const byExternalId = await workspace.read(viewer, (ctx) =>
      getContact(ctx, { externalId: row.external_id }),
    );
    expect(byExternalId.contact).toEqual(byId.contact);
    expect(byId.contact).toMatchObject({ name: "Mei", attributes: { plan: "gold" } });
    expect(byId.contact.tags.map(({ id }) => id)).toEqual(tags);
    for (const ref of [{ id: 900_000_001 }, { externalId: "nobody" }]) {
      await expect(workspace.read(viewer, (ctx) => getContact(ctx, ref))).rejects.toEqual(
        new DomainError("contact_not_found", { contact: ref }),
      );
    }
  });

  it("that only a token knows are shown as signed, and others as their id alone", async () => {
    const workspace = await aWorkspace(database());
    const signed = claims({ name: "Mei", email: "mei@example.com" });
    const panel = aPanel({ claims: signed });
    const seen = await workspace.read(panel, (ctx) => getContact(ctx, { externalId: signed.externalId }));
    expect(seen.contact).toMatchObject({ id: null, name: "Mei", email: "mei@example.com", createdAt: null });
    const other = await workspace.read(panel, (ctx) => getContact(ctx, { externalId: "crm:other" }));
    expect(other.contact).toMatchObject({ id: null, name: null, email: null, attributes: {} });
  });
});
