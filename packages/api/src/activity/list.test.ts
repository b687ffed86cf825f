import type { ActivityEntry } from "@tagdeck/core/activity/entry";
import { ListActivity } from "@tagdeck/core/activity/inputs";
import { expect, it } from "vitest";
import { eraseContact } from "../contacts/erase.ts";
import { createPanelKey } from "../embed/keys.ts";
import { createSeal } from "../auth/seal.ts";
import { createTag, deleteTag, updateTag } from "../tags/service.ts";
import { describeEachDatabase } from "../testing/databases.ts";
import { aContact, aMember, aWorkspace, type TestWorkspace } from "../testing/fixtures.ts";
import { updateWorkspace } from "../workspaces/service.ts";
import { listActivity, listPeople } from "./service.ts";

const owner = aMember("owner");
const admin = aMember("admin");
const day = 86_400_000;

describeEachDatabase("the audit log", (database) => {
  const list = (workspace: TestWorkspace, input: Partial<ListActivity> = {}) =>
    workspace.read(owner, (ctx) => listActivity(ctx, ListActivity.parse(input)));
  const actions = (items: ActivityEntry[]) => items.map(({ action }) => action);

  it("says what was changed from what to what, by whom, and nothing that was not", async () => {
    const workspace = await aWorkspace(database());
    await workspace.write(admin, (ctx) =>
      updateWorkspace(ctx, { timeZone: "UTC", settings: { tagNameMax: 60 } }),
    );
    const tag = await workspace.write(admin, (ctx) => createTag(ctx, { name: "VIP" }));
    await workspace.write(owner, (ctx) => updateTag(ctx, { id: tag.id, name: "Gold" }));
    const { items } = await list(workspace);
    expect(items.map(({ action, about, changes, actor }) => [action, about, changes, actor.name])).toEqual([
      ["tags.update", "Gold", [{ what: "name", from: "VIP", to: "Gold" }], "The owner"],
      ["tags.create", "VIP", [], "The admin"],
      [
        "workspace.update",
        null,
        [
          { what: "timeZone", from: "Asia/Taipei", to: "UTC" },
          { what: "tagNameMax", from: 50, to: 60 },
        ],
        "The admin",
      ],
    ]);
    expect(items.map(({ actor }) => actor.isYou)).toEqual([true, false, false]);
  });

  it("is read in pages, each line once, also of one instant and of several slices", async () => {
    const workspace = await aWorkspace(database());
    await workspace.write(owner, async (ctx) => {
      for (let i = 0; i < 7; i += 1) {
        const tag = await createTag(ctx, { name: `Tag ${i}` });
        if (i % 2 === 0) await deleteTag(ctx, { id: tag.id });
      }
      await createPanelKey(ctx, createSeal("secret"), { alg: "HS256" });
    });
    for (const filter of [{}, { area: "tags" }, { area: "panel" }] as const) {
      const whole = (await list(workspace, { ...filter, limit: 200 })).items.map(({ id }) => id);
      const seen: number[] = [];
      let cursor: string | null = null;
      do {
        const page: Awaited<ReturnType<typeof list>> = await list(workspace, { ...filter, limit: 3, cursor });
        seen.push(...page.items.map(({ id }) => id));
        cursor = page.nextCursor;
      } while (cursor !== null);
      expect(seen).toEqual(whole);
      expect(whole.length).toBe({ all: 12, tags: 11, panel: 1 }["area" in filter ? filter.area : "all"]);
    }
  });

  it("is filtered by person, kind and days of the workspace's own", async () => {
    const workspace = await aWorkspace(database());
    const first = workspace.clock.now();
    await workspace.write(admin, (ctx) => createTag(ctx, { name: "One" }));
    workspace.clock.advance(2 * day);
    await workspace.write(owner, (ctx) => createTag(ctx, { name: "Two" }));
    await workspace.write(owner, (ctx) => updateWorkspace(ctx, { name: "New" }));
    const { people } = await workspace.read(owner, listPeople);
    expect(people.map(({ name }) => name)).toEqual(["The admin", "The owner"]);
    const byAdmin = await list(workspace, { actor: people[0]?.id });
    expect(actions(byAdmin.items)).toEqual(["tags.create"]);
    expect(actions((await list(workspace, { actor: people[1]?.id, area: "tags" })).items)).toEqual([
      "tags.create",
    ]);
    expect(actions((await list(workspace, { area: "settings" })).items)).toEqual(["workspace.update"]);
    const date = (at: number) => new Date(at + 8 * 3_600_000).toISOString().slice(0, 10);
    expect(actions((await list(workspace, { to: date(first) })).items)).toEqual(["tags.create"]);
    expect(actions((await list(workspace, { from: date(first + day) })).items)).toEqual([
      "workspace.update",
      "tags.create",
    ]);
    expect((await list(workspace, { from: date(first + day), to: date(first + day) })).items).toEqual([]);
  });

  it("knows that a contact was erased, and not who it was", async () => {
    const workspace = await aWorkspace(database());
    const contact = await aContact(workspace, {
      name: "Ann Lee",
      email: "ann@example.com",
      phone: "+886900",
    });
    await workspace.write(admin, (ctx) => eraseContact(ctx, { contact: { id: contact.id } }));
    const { items } = await list(workspace);
    expect([items[0]?.action, items[0]?.about, items[0]?.facts]).toEqual([
      "contacts.erase",
      null,
      { tags: 0, events: 0 },
    ]);
    expect(JSON.stringify(items)).not.toMatch(/Ann|ann@|\+886900|crm:/);
  });

  it("is an admin's to read, not an agent's", async () => {
    const workspace = await aWorkspace(database());
    for (const role of ["viewer", "agent"] as const) {
      const read = workspace.read(aMember(role), (ctx) => listActivity(ctx, ListActivity.parse({})));
      await expect(read).rejects.toMatchObject({ code: "forbidden" });
    }
  });
});
