import type { ContactFilter, ContactSort } from "@tagdeck/core/contacts/inputs";
import { ListContacts } from "@tagdeck/core/contacts/inputs";
import { DomainError } from "@tagdeck/core/errors";
import { tagKey } from "@tagdeck/core/tags/name";
import fc from "fast-check";
import { expect, it } from "vitest";
import { changeTags } from "../assignments/service.ts";
import { deleteTag } from "../tags/service.ts";
import { describeEachDatabase } from "../testing/databases.ts";
import { aContact, aMember, aTag, aWorkspace, type TestWorkspace } from "../testing/fixtures.ts";
import { countContacts, listContacts } from "./list.ts";
import * as contacts from "./store.ts";

const viewer = aMember("viewer");
const agent = aMember("agent");

type Asked = Partial<ContactFilter> & { sort?: ContactSort; limit?: number; cursor?: string };

function list(workspace: TestWorkspace, input: Asked) {
  return workspace.read(viewer, (ctx) => listContacts(ctx, ListContacts.parse(input)));
}

function count(workspace: TestWorkspace, input: Partial<ContactFilter>) {
  return workspace.read(viewer, (ctx) => countContacts(ctx, ListContacts.parse(input)));
}

async function allIds(workspace: TestWorkspace, input: Asked & { limit: number }) {
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

const tagged = (workspace: TestWorkspace, id: number, add: number[]) =>
  workspace.write(agent, (ctx) => changeTags(ctx, { contact: { id }, add, remove: [] }));

describeEachDatabase("the list of contacts", (database) => {
  it("is searched by the beginnings of words, whatever the case and width", async () => {
    const workspace = await aWorkspace(database());
    const wang = await aContact(workspace, {
      externalId: "crm:w",
      name: "Wang Ｍei",
      email: "mei@example.com",
      phone: "+886912345678",
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
    expect(await found("MEI@EXAMPLE")).toEqual([wang.id]);
    expect(await found("小明")).toEqual([li.id]);
    expect(await found("李")).toEqual([li.id]);
    expect(await found("emi")).toEqual([accent.id]);
    expect(await found("crm:")).toEqual([accent.id, wang.id]);
    expect(await found("line:a")).toEqual([li.id]);
    expect(await found("0912 345 678")).toEqual([wang.id]);
    for (const search of ["ang", "%", "_ang", "小", "nobody"]) expect(await found(search)).toEqual([]);
    expect(await found("")).toEqual([accent.id, li.id, wang.id]);
  });

  it("finds a contact by what it is called now, and no longer by what it was", async () => {
    const workspace = await aWorkspace(database());
    const row = await aContact(workspace, { externalId: "crm:7", name: "Mei Wang", phone: "5551234" });
    await workspace.write(agent, (ctx) =>
      contacts.update(ctx, row, {
        externalId: "crm:7",
        name: "Mei Lin",
        email: "lin@example.com",
        phone: null,
      }),
    );
    const found = async (search: string) => (await list(workspace, { search })).items.length;
    expect(await Promise.all(["lin", "mei", "lin@ex", "crm:7", "wang", "1234"].map(found))).toEqual([
      1, 1, 1, 1, 0, 0,
    ]);
    const grams = await workspace.read(agent, (ctx) =>
      ctx.db.selectFrom("contact_gram").selectAll().where("workspace_id", "=", workspace.id).execute(),
    );
    expect(new Set(grams.map(({ gram }) => gram)).size).toBe(grams.length);
  });

  it("is sorted by age or by name, page by page, each contact once", async () => {
    const workspace = await aWorkspace(database());
    const tag = await aTag(workspace);
    const names = ["Zoe", "anna", null, "Émile", "王小明", "anna", null, "Bo", "𠮷田", "ﬀ"];
    const rows = [];
    for (const name of names) rows.push(await aContact(workspace, { name }));
    const newest = rows.map(({ id }) => id).reverse();
    const key = (name: string | null) => Buffer.from(tagKey(name ?? "")).toString("hex") || "~";
    const byName = rows
      .toSorted((a, b) => (key(a.name) < key(b.name) ? -1 : key(a.name) > key(b.name) ? 1 : a.id - b.id))
      .map(({ id }) => id);
    const some = newest.filter((_, i) => i % 3 !== 1);
    for (const id of some) await tagged(workspace, id, [tag.id]);
    for (const limit of [1, 2, 3, 10, 50]) {
      expect(await allIds(workspace, { limit })).toEqual(newest);
      expect(await allIds(workspace, { tagId: tag.id, limit })).toEqual(some);
      expect(await allIds(workspace, { sort: "name", limit })).toEqual(byName);
      expect(await allIds(workspace, { sort: "name", allTags: [tag.id], limit })).toEqual(
        byName.filter((id) => some.includes(id)),
      );
    }
    const { items } = await list(workspace, { tagId: tag.id });
    expect(items.every(({ tags }) => tags.length === 1 && tags[0]?.id === tag.id)).toBe(true);
  });

  it("has those with all, any or none of some tags, as a plain look at each would find them", async () => {
    const workspace = await aWorkspace(database());
    const tags = [await aTag(workspace), await aTag(workspace), await aTag(workspace), await aTag(workspace)];
    const tagIds = tags.map(({ id }) => id);
    const all: { id: number; name: string; has: Set<number> }[] = [];
    for (let i = 0; i < 24; i += 1) {
      const name = ["Mei", "Mei Lin", "王小明", "Bo"][i % 4] ?? "";
      const { id } = await aContact(workspace, { name });
      const has = tagIds.filter((_, n) => (i >> n) % 2 === 1 && n < 3);
      if (has.length > 0) await tagged(workspace, id, has);
      all.unshift({ id, name, has: new Set(has) });
    }
    const some = fc.subarray(tagIds, { maxLength: 2 });
    await fc.assert(
      fc.asyncProperty(
        fc.record({
          allTags: some,
          anyTags: some,
          noTags: some,
          search: fc.constantFrom("", "mei", "mei l", "小明"),
        }),
        fc.constantFrom<ContactSort>("newest", "name"),
        fc.constantFrom(2, 5, 50),
        async (filter, sort, limit) => {
          const expected = all
            .filter(
              ({ name, has }) =>
                filter.allTags.every((id) => has.has(id)) &&
                (filter.anyTags.length === 0 || filter.anyTags.some((id) => has.has(id))) &&
                !filter.noTags.some((id) => has.has(id)) &&
                ` ${name.toLowerCase()}`.includes(
                  filter.search === "小明" ? "小明" : ` ${filter.search}`.trimEnd(),
                ),
            )
            .map(({ id }) => id);
          const found = await allIds(workspace, { ...filter, sort, limit });
          expect(sort === "newest" ? found : found.toSorted((a, b) => b - a)).toEqual(expected);
          expect(await count(workspace, filter)).toEqual({ count: expected.length, exact: true });
        },
      ),
      { numRuns: 60 },
    );
  });

  it("refuses tags that are deleted or not there, and cursors of others", async () => {
    const workspace = await aWorkspace(database());
    const tag = await aTag(workspace);
    await workspace.write(aMember("admin"), (ctx) => deleteTag(ctx, { id: tag.id }));
    for (const id of [tag.id, 900_000_001]) {
      for (const input of [{ tagId: id }, { allTags: [id] }, { anyTags: [id] }, { noTags: [id] }]) {
        const refusal = new DomainError("tag_not_found", { id });
        await expect(list(workspace, input)).rejects.toEqual(refusal);
        await expect(count(workspace, input)).rejects.toEqual(refusal);
      }
    }
    for (const sort of ["newest", "name"] as const) {
      await expect(list(workspace, { cursor: "bm9wZQ", sort })).rejects.toEqual(
        new DomainError("cursor_invalid"),
      );
    }
  });
});
