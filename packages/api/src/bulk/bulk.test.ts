import { CountContacts } from "@tagdeck/core/contacts/inputs";
import { DomainError } from "@tagdeck/core/errors";
import { expect, it } from "vitest";
import { changeTags } from "../assignments/service.ts";
import { contactHistory } from "../contacts/history.ts";
import { getContacts } from "../contacts/service.ts";
import * as store from "../contacts/store.ts";
import type { Principal } from "../context.ts";
import { undoOperation } from "../operations/service.ts";
import { findDrift } from "../tags/count-drift.ts";
import { archiveTags } from "../tags/archive.ts";
import { deleteTag } from "../tags/service.ts";
import * as tags from "../tags/store.ts";
import { bulkOf, carryOnBulk } from "../testing/bulk.ts";
import { describeEachDatabase, type TestDatabase } from "../testing/databases.ts";
import { aContact, aMember, aPanel, aTag, aWorkspace, claims } from "../testing/fixtures.ts";
import { transactionsOf } from "../testing/merges.ts";
import { tagEntries } from "../history/of-tag.ts";
import { bulkProgress, cancelBulk } from "./progress.ts";
import { previewBulk, startBulk } from "./start.ts";

const admin = aMember("admin");
const agent = aMember("agent");

async function aCrowd(database: TestDatabase, n: number, settings = {}) {
  const workspace = await aWorkspace(database, { settings });
  const contacts = await workspace.write(admin, async (ctx) => {
    const all = Array.from({ length: n }, (_, i) => claims({ name: `Crowd ${i}` }));
    await store.insertMissing(ctx, all);
    return (await store.findMany(ctx, all)).sort((x, y) => x.id - y.id);
  });
  const [a, b, c] = [await aTag(workspace), await aTag(workspace), await aTag(workspace)] as const;
  const one = (index: number, add: number[], remove: number[] = []) =>
    workspace.write(agent, (ctx) =>
      changeTags(ctx, { contact: { id: contacts[index]?.id ?? 0 }, add, remove }),
    );
  return {
    workspace,
    contacts,
    tags: [a, b, c] as const,
    one,
    tagsOf: async () => {
      const refs = contacts.map(({ id }) => ({ id }));
      const read = await workspace.read(admin, (ctx) => getContacts(ctx, refs));
      return read.contacts.map((contact) =>
        contact.tags
          .map(({ id }) => "abc"[[a.id, b.id, c.id].indexOf(id)] ?? "?")
          .toSorted()
          .join(""),
      );
    },
    history: async (index: number) =>
      (
        await workspace.read(admin, (ctx) =>
          contactHistory(ctx, { contact: { id: contacts[index]?.id ?? 0 }, limit: 50 }),
        )
      ).items,
    undo: (id: number, who: Principal = admin) => workspace.write(who, (ctx) => undoOperation(ctx, { id })),
    progress: (operationId: number) => workspace.read(admin, (ctx) => bulkProgress(ctx, { operationId })),
    async isExact() {
      const { drift, counts } = await workspace.read(admin, async (ctx) => ({
        drift: await findDrift(ctx, 0, Number.MAX_SAFE_INTEGER),
        counts: await tags.counts(ctx),
      }));
      expect(drift).toEqual([]);
      return [a, b, c].map(({ id }) => counts.get(id) ?? 0);
    },
  };
}

describeEachDatabase("changing the tags of many contacts", (database) => {
  it("gives and takes as one operation, with one line a tag and no row for whom it gives to", async () => {
    const crowd = await aCrowd(database(), 5);
    const {
      workspace,
      contacts,
      tags: [a, b, c],
      one,
    } = crowd;
    await one(0, [a.id, c.id]);
    await one(1, [c.id]);
    const id = await bulkOf(workspace, { contacts, add: [a, b], remove: [c] }, admin);
    expect(await carryOnBulk(workspace, id)).toBe(true);
    expect(await crowd.tagsOf()).toEqual(Array.from({ length: 5 }, () => "ab"));
    expect(await crowd.isExact()).toEqual([5, 5, 0]);
    expect(await crowd.progress(id)).toMatchObject({ status: "done", changed: 5, skipped: { count: 0 } });

    const rows = await workspace.read(admin, (ctx) =>
      ctx.db.selectFrom("tag_event").select(["kind"]).where("workspace_id", "=", workspace.id).execute(),
    );
    // Three by hand and two removals; nothing for the nine that were given.
    expect(rows).toHaveLength(5);
    const brief = (await crowd.history(0)).map(({ kind, actor, source }) => [kind, actor.name, source]);
    expect(brief.toSorted()).toEqual(
      [
        ["added", "The admin", "admin"],
        ["removed", "The admin", "admin"],
        ["added", "The agent", "agent"],
        ["added", "The agent", "agent"],
      ].toSorted(),
    );
    const { items } = await workspace.read(admin, (ctx) => tagEntries(ctx, { tagId: b.id, limit: 10 }));
    expect(items).toMatchObject([{ kind: "added", contact: null, contactCount: 5, origin: null }]);
    expect(new Set((await crowd.history(0)).slice(0, 2).map(({ at }) => at)).size).toBe(1);
  });

  it("is taken back exactly, save what was changed since, which is counted", async () => {
    const crowd = await aCrowd(database(), 6);
    const {
      workspace,
      contacts,
      tags: [a, b, c],
      one,
    } = crowd;
    await one(0, [a.id, c.id]);
    await one(1, [c.id]);
    await one(2, [c.id]);
    const before = await crowd.tagsOf();
    const id = await bulkOf(workspace, { contacts, add: [a, b], remove: [c] }, admin);
    await carryOnBulk(workspace, id);
    // Off and on again: somebody meant it. And what was taken is given by hand.
    await one(3, [], [a.id]);
    await one(3, [a.id]);
    await one(2, [c.id]);
    await crowd.undo(id);
    expect(await carryOnBulk(workspace, id)).toBe(true);
    expect(await crowd.tagsOf()).toEqual([before[0], before[1], "c", "a", "", ""]);
    expect(await crowd.isExact()).toEqual([2, 0, 3]);
    expect(await crowd.progress(id)).toMatchObject({ isUndone: true, leftAlone: 1 });
    expect((await crowd.history(4)).map(({ kind, undo, undone }) => [kind, undo, undone]).toSorted()).toEqual(
      [
        ["added", false, true],
        ["added", false, true],
        ["removed", true, false],
        ["removed", true, false],
      ].toSorted(),
    );
    const [c0] = (await crowd.history(0)).filter(({ tag, undo }) => tag.id === c.id && undo);
    expect(c0).toMatchObject({ kind: "added" });
    await expect(crowd.undo(id)).rejects.toEqual(new DomainError("undo_already_done"));
  });

  it("goes on where it was killed, doubles nothing, and takes back what it has come to when it is cancelled", async () => {
    const crowd = await aCrowd(database(), 230);
    const {
      workspace,
      contacts,
      tags: [a, b],
    } = crowd;
    const id = await bulkOf(workspace, { contacts, add: [a, b] }, admin);
    expect(await carryOnBulk(workspace, id, 1)).toBe(false);
    expect(await crowd.isExact()).toEqual([100, 100, 0]);
    expect(await carryOnBulk(workspace, id, 1)).toBe(false);
    await workspace.write(admin, (ctx) => cancelBulk(ctx, { operationId: id }));
    expect(await carryOnBulk(workspace, id)).toBe(false);
    expect(await crowd.isExact()).toEqual([200, 200, 0]);
    await crowd.undo(id);
    expect(await carryOnBulk(workspace, id, 3)).toBe(false);
    expect(await carryOnBulk(workspace, id)).toBe(true);
    expect(await crowd.isExact()).toEqual([0, 0, 0]);
    expect(await crowd.progress(id)).toMatchObject({ changed: 400, leftAlone: 0 });

    const again = await bulkOf(workspace, { contacts, add: [a] }, admin);
    expect(await carryOnBulk(workspace, again, 2)).toBe(false);
    expect(await carryOnBulk(workspace, again)).toBe(true);
    expect(await crowd.isExact()).toEqual([230, 0, 0]);
    expect(await crowd.progress(again)).toMatchObject({ changed: 230 });
  });

  it("is about all that pass a filter, also when what it does changes who passes, and not about who comes later", async () => {
    const crowd = await aCrowd(database(), 8);
    const {
      workspace,
      contacts,
      tags: [a, b],
      one,
    } = crowd;
    for (const i of [0, 1, 2, 3]) await one(i, [a.id]);
    const target = {
      filter: CountContacts.parse({ allTags: [a.id], noTags: [b.id] }),
      except: [contacts[1]?.id ?? 0],
    };
    const preview = await workspace.read(admin, (ctx) =>
      previewBulk(ctx, { target, add: [b.id], remove: [a.id] }),
    );
    expect(preview).toEqual({
      expectedCount: 3,
      have: [
        { tagId: b.id, n: 0 },
        { tagId: a.id, n: 3 },
      ],
    });
    const id = await bulkOf(workspace, { contacts: [], target, add: [b], remove: [a] }, admin);
    const late = await aContact(workspace);
    await workspace.write(agent, (ctx) =>
      changeTags(ctx, { contact: { id: late.id }, add: [a.id], remove: [] }),
    );
    await carryOnBulk(workspace, id);
    expect(await crowd.tagsOf()).toEqual(["b", "a", "b", "b", "", "", "", ""]);
    expect(await crowd.isExact()).toEqual([2, 3, 0]);
    await crowd.undo(id);
    await carryOnBulk(workspace, id);
    expect(await crowd.tagsOf()).toEqual(["a", "a", "a", "a", "", "", "", ""]);
    const all = { filter: CountContacts.parse({ search: "crowd" }), except: [] };
    const everybody = await bulkOf(workspace, { contacts: [], target: all, add: [b] }, admin);
    await carryOnBulk(workspace, everybody);
    expect(await crowd.isExact()).toEqual([5, 8, 0]);
  });

  it("is refused when more contacts are meant than the preview said, or when nobody is", async () => {
    const {
      workspace,
      contacts,
      tags: [a],
    } = await aCrowd(database(), 3);
    const start = (target: Parameters<typeof startBulk>[1]["target"], expectedCount: number) =>
      startBulk(transactionsOf(workspace, admin), { target, add: [a.id], remove: [], expectedCount });
    const all = { filter: CountContacts.parse({}), except: [] };
    await expect(start(all, 2)).rejects.toEqual(new DomainError("impact_changed", { expectedCount: 3 }));
    const none = { filter: CountContacts.parse({ allTags: [a.id] }), except: [] };
    await expect(start(none, 2)).rejects.toMatchObject({ code: "contact_not_found" });
    expect((await start({ ids: contacts.map(({ id }) => id) }, 3)).expectedCount).toBe(3);
  });

  it("is for agents up to a hundred contacts, and never for panels", async () => {
    const {
      workspace,
      contacts,
      tags: [a],
    } = await aCrowd(database(), 101);
    await bulkOf(workspace, { contacts: contacts.slice(1), add: [a] }, agent);
    const many = bulkOf(workspace, { contacts, add: [a] }, agent);
    await expect(many).rejects.toEqual(new DomainError("forbidden", { permission: "tags.bulk" }));
    await expect(bulkOf(workspace, { contacts, add: [a] }, aMember("viewer"))).rejects.toMatchObject({
      code: "forbidden",
    });
    await expect(bulkOf(workspace, { contacts, add: [a] }, aPanel())).rejects.toMatchObject({
      code: "forbidden",
    });
  });

  it("leaves out whole, and names, whoever would have too many", async () => {
    const crowd = await aCrowd(database(), 4, { contactTagMax: 2 });
    const {
      workspace,
      contacts,
      tags: [a, b, c],
      one,
    } = crowd;
    await one(0, [a.id, b.id]);
    await one(1, [a.id]);
    const gone = await aTag(workspace);
    await one(2, [gone.id, a.id]);
    await workspace.write(admin, (ctx) => deleteTag(ctx, { id: gone.id }));
    const id = await bulkOf(workspace, { contacts, add: [c] }, admin);
    await carryOnBulk(workspace, id);
    expect(await crowd.tagsOf()).toEqual(["ab", "ac", "ac", "c"]);
    expect(await crowd.progress(id)).toMatchObject({
      changed: 3,
      skipped: { count: 1, max: 2, contacts: [{ id: contacts[0]?.id, name: "Crowd 0" }] },
    });
    const swap = await bulkOf(workspace, { contacts, add: [b], remove: [a] }, admin);
    await carryOnBulk(workspace, swap);
    expect(await crowd.tagsOf()).toEqual(["b", "bc", "bc", "bc"]);
  });

  it("leaves alone whose tag was given or taken since it was begun: that was the later word", async () => {
    const crowd = await aCrowd(database(), 3);
    const {
      workspace,
      contacts,
      tags: [a, b],
      one,
    } = crowd;
    await one(0, [b.id]);
    await one(1, [b.id]);
    const id = await bulkOf(workspace, { contacts, add: [a], remove: [b] }, admin);
    await one(0, [], [b.id]);
    await one(0, [b.id, a.id]);
    await one(0, [], [a.id]);
    await carryOnBulk(workspace, id);
    expect(await crowd.tagsOf()).toEqual(["b", "a", "a"]);
    await crowd.isExact();
  });

  it("gives no archived or deleted tag, and stops with the reason when one becomes so meanwhile", async () => {
    const crowd = await aCrowd(database(), 3);
    const {
      workspace,
      contacts,
      tags: [a, b],
    } = crowd;
    const id = await bulkOf(workspace, { contacts, add: [a] }, admin);
    await workspace.write(admin, (ctx) => deleteTag(ctx, { id: a.id }));
    await expect(carryOnBulk(workspace, id)).rejects.toMatchObject({ code: "tag_not_found" });
    await workspace.write(admin, (ctx) => archiveTags(ctx, { ids: [b.id], expectedCount: 0 }));
    await expect(bulkOf(workspace, { contacts, add: [b] }, admin)).rejects.toMatchObject({
      code: "tag_archived",
    });
  });

  it("begins the time of a temporary tag anew for whoever has it, and gives it back when undone", async () => {
    const crowd = await aCrowd(database(), 2);
    const { workspace, contacts } = crowd;
    const trial = await aTag(workspace, { validityDays: 7 });
    await crowd.one(0, [trial.id]);
    const ends = async () => {
      const refs = contacts.map(({ id }) => ({ id }));
      const read = await workspace.read(admin, (ctx) => getContacts(ctx, refs));
      return read.contacts.map((contact) => contact.tags[0]?.expiresAt ?? null);
    };
    const before = await ends();
    workspace.clock.advance(2 * 86_400_000);
    const id = await bulkOf(workspace, { contacts, add: [trial] }, admin);
    await carryOnBulk(workspace, id);
    const [first, second] = await ends();
    expect(first).toBe(second);
    expect(Date.parse(first ?? "") - Date.parse(before[0] ?? "")).toBe(2 * 86_400_000);
    await crowd.undo(id);
    await carryOnBulk(workspace, id);
    expect(await ends()).toEqual(before);
    await crowd.isExact();
  });
});
