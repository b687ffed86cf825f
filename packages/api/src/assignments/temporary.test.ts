import { DomainError } from "@tagdeck/core/errors";
import type { ExpiryChange } from "@tagdeck/core/assignments/inputs";
import type { ListContacts } from "@tagdeck/core/contacts/inputs";
import { expect, it } from "vitest";
import { contactHistory } from "../contacts/history.ts";
import { countContacts, listContacts } from "../contacts/list.ts";
import { getContact } from "../contacts/service.ts";
import type { Principal } from "../context.ts";
import { undoOperation } from "../operations/service.ts";
import * as tags from "../tags/store.ts";
import { tagTrend } from "../tags/trend.ts";
import { describeEachDatabase, type TestDatabase } from "../testing/databases.ts";
import { aContact, aKey, aMember, aTag, aWorkspace, system } from "../testing/fixtures.ts";
import { changeTagsOfMany } from "./change-many.ts";
import { extendTags, extendTagsOfMany } from "./extend.ts";
import { changeTags } from "./service.ts";
import { sweep } from "./sweep.ts";
import { undoChanges } from "./undo.ts";

const agent = aMember("agent");
const admin = aMember("admin");
const key = aKey(["tags.read", "tags.apply", "contacts.read"]);
const at = (text: string) => Date.parse(`${text}+08:00`);
const iso = (text: string) => new Date(at(text)).toISOString();

/** A contact, and a tag that stays for some days, on 1 March 2026 at 13:00 in Taipei. */
async function aTrial(database: TestDatabase, validityDays = 1) {
  const workspace = await aWorkspace(database);
  const { id } = await aContact(workspace);
  const tag = await aTag(workspace, { name: "Trial", validityDays });
  const contact = { id };
  const write = workspace.write;
  return {
    workspace,
    contact,
    tagId: tag.id,
    clock: (text: string) => workspace.clock.set(at(text)),
    give: (who: Principal = agent) =>
      write(who, (ctx) => changeTags(ctx, { contact, add: [tag.id], remove: [] })),
    take: () => write(agent, (ctx) => changeTags(ctx, { contact, add: [], remove: [tag.id] })),
    extend: (to: ExpiryChange, who: Principal = agent) =>
      write(who, (ctx) => extendTags(ctx, { contact, tagIds: [tag.id], to })),
    undo: ({ changes }: { changes: readonly { seq: number }[] }) =>
      write(agent, (ctx) => undoChanges(ctx, { contact, seqs: changes.map(({ seq }) => seq) })),
    sweep: () => write(system, (ctx) => sweep(ctx, 100)),
    has: () =>
      workspace.read(agent, async (ctx) =>
        (await getContact(ctx, contact)).contact.tags.map((one) => [one.expiry, one.expiresAt]),
      ),
    seen: () =>
      workspace.read(agent, async (ctx) => ({
        contact: (await getContact(ctx, contact)).contact.tags.length,
        list: (await listContacts(ctx, { ...everybody, tagId: tag.id })).items.length,
        without: (await listContacts(ctx, { ...everybody, noTags: [tag.id] })).items.length,
        count: (await tags.counts(ctx)).get(tag.id) ?? 0,
        found: (await countContacts(ctx, { ...everybody, search: "Contact", tagId: tag.id })).count,
        today: (await tagTrend(ctx, tag.id)).days.at(-1)?.count,
      })),
    history: async () =>
      (await workspace.read(admin, (ctx) => contactHistory(ctx, { contact, limit: 100 }))).items,
    trend: async () =>
      (await workspace.read(admin, (ctx) => tagTrend(ctx, tag.id))).days.slice(-5).map(({ count }) => count),
  };
}

const everybody: ListContacts = {
  search: "",
  allTags: [],
  anyTags: [],
  noTags: [],
  sort: "newest",
  limit: 50,
};

const nobody = { contact: 0, list: 0, without: 1, count: 0, found: 0, today: 0 };
const somebody = { contact: 1, list: 1, without: 0, count: 1, found: 1, today: 1 };

describeEachDatabase("a temporary tag", (database) => {
  it("is there until its days have ended on the workspace's clocks, and then gone for every reader", async () => {
    const trial = await aTrial(database());
    const { changes } = await trial.give();
    expect(changes).toMatchObject([{ kind: "added" }]);
    expect(await trial.has()).toEqual([["rule", iso("2026-03-03T00:00:00")]]);
    expect((await trial.history())[0]).toMatchObject({ kind: "added", until: iso("2026-03-03T00:00:00") });
    trial.clock("2026-03-02T23:59:59.900");
    expect(await trial.seen()).toEqual(somebody);
    trial.clock("2026-03-03T00:00:00");
    expect(await trial.seen()).toEqual(nobody);
    expect((await trial.take()).changes).toEqual([]);
    expect(await trial.history()).toHaveLength(1);
  });

  it("is removed later, with an entry that is dated at the instant, once", async () => {
    const trial = await aTrial(database());
    await trial.give();
    trial.clock("2026-03-05T12:00:00");
    const before = { seen: await trial.seen(), trend: await trial.trend() };
    expect([await trial.sweep(), await trial.sweep()]).toEqual([1, 0]);
    expect({ seen: await trial.seen(), trend: await trial.trend() }).toEqual(before);
    expect(before.trend).toEqual([1, 1, 0, 0, 0]);
    const [expired, ...others] = await trial.history();
    expect(expired).toMatchObject({
      kind: "expired",
      at: iso("2026-03-03T00:00:00"),
      actor: { kind: "system" },
      source: "system",
      until: null,
    });
    expect(others).toHaveLength(1);
  });

  it("begins its time anew when it is given again, and has the old one back when that is undone", async () => {
    const trial = await aTrial(database());
    await trial.give();
    trial.clock("2026-03-02T09:00:00");
    const again = await trial.give();
    expect(again.changes).toMatchObject([{ kind: "refreshed" }]);
    expect(await trial.has()).toEqual([["rule", iso("2026-03-04T00:00:00")]]);
    await trial.undo(again);
    expect(await trial.has()).toEqual([["rule", iso("2026-03-03T00:00:00")]]);
    const [, , first] = await trial.history();
    expect(first).toMatchObject({ kind: "added" });
  });

  it("is recorded again for a person each time, and for a program only when its end moves", async () => {
    const trial = await aTrial(database());
    await trial.give(key);
    expect((await trial.give(key)).changes).toEqual([]);
    expect((await trial.give(agent)).changes).toHaveLength(1);
    trial.clock("2026-03-02T09:00:00");
    expect((await trial.give(key)).changes).toMatchObject([{ kind: "refreshed" }]);
  });

  it("is another span when it is given again after its end, whether or not the old one was removed", async () => {
    for (const swept of [true, false]) {
      const trial = await aTrial(database());
      await trial.give();
      trial.clock("2026-03-10T09:00:00");
      if (swept) await trial.sweep();
      expect((await trial.give()).changes).toMatchObject([{ kind: "added" }]);
      expect((await trial.history()).map((entry) => [entry.kind, entry.at])).toMatchObject([
        ["added", expect.stringMatching(/^2026-03-10T01/)],
        ["expired", iso("2026-03-03T00:00:00")],
        ["added", expect.stringMatching(/^2026-03-01T05/)],
      ]);
      expect(await trial.seen()).toEqual(somebody);
      expect(await trial.sweep()).toBe(0);
    }
  });

  it("cannot be taken back any more once it has ended", async () => {
    const trial = await aTrial(database());
    const given = await trial.give();
    trial.clock("2026-03-03T00:00:00");
    await expect(trial.undo(given)).rejects.toEqual(new DomainError("undo_superseded"));
    await trial.sweep();
    const [expired] = await trial.history();
    const back = trial.workspace.write(admin, (ctx) =>
      undoChanges(ctx, { contact: trial.contact, seqs: [expired?.seq ?? 0] }),
    );
    await expect(back).rejects.toEqual(new DomainError("undo_superseded"));
  });

  it("ends now when what is taken back had let it outlive its end", async () => {
    const trial = await aTrial(database());
    await trial.give();
    trial.clock("2026-03-02T09:00:00");
    const again = await trial.give();
    trial.clock("2026-03-03T09:00:00");
    await trial.undo(again);
    expect(await trial.seen()).toEqual(nobody);
    const [ended] = await trial.history();
    expect(ended).toMatchObject({ kind: "expired", at: expect.stringMatching(/^2026-03-03T01/) });
    expect(await trial.trend()).toEqual([0, 0, 1, 1, 0]);
  });
});

describeEachDatabase("a life that a person decides", (database) => {
  it.each([
    [{ by: "days", days: 7 }, "extended", "custom", "2026-03-10T00:00:00"],
    [{ by: "date", date: "2026-03-20" }, "extended", "custom", "2026-03-21T00:00:00"],
    [{ by: "never" }, "made_permanent", "never", null],
  ] as const)("is %o, with undo", async (to, kind, expiry, end) => {
    const trial = await aTrial(database());
    await trial.give();
    const done = await trial.extend(to);
    expect(done.changes).toMatchObject([{ kind }]);
    expect(await trial.has()).toEqual([[expiry, end && iso(end)]]);
    expect((await trial.history())[0]).toMatchObject({
      kind,
      until: end && iso(end),
      actor: { isYou: false },
    });
    expect((await trial.extend(to)).changes).toHaveLength(to.by === "days" ? 1 : 0);
    trial.clock("2026-03-03T00:00:00");
    expect(await trial.seen()).toEqual(somebody);
  });

  it("goes back to the rule, from when it was last given, and by undo to what it was", async () => {
    const trial = await aTrial(database(), 7);
    await trial.give();
    await trial.extend({ by: "never" });
    const back = await trial.extend({ by: "rule" });
    expect(await trial.has()).toEqual([["rule", iso("2026-03-09T00:00:00")]]);
    await trial.undo(back);
    expect(await trial.has()).toEqual([["never", null]]);
    trial.clock("2026-03-20T09:00:00");
    const over = await trial.extend({ by: "rule" });
    expect(over.changes).toMatchObject([{ kind: "expired" }]);
    expect(await trial.seen()).toEqual(nobody);
    await trial.undo(over);
    expect(await trial.has()).toEqual([["never", null]]);
  });

  it("is not shortened by a date, and not ended by being given again", async () => {
    const trial = await aTrial(database());
    await trial.give();
    await trial.extend({ by: "days", days: 30 });
    expect((await trial.extend({ by: "date", date: "2026-03-15" })).changes).toEqual([]);
    trial.clock("2026-03-04T09:00:00");
    await trial.give();
    expect(await trial.has()).toEqual([["custom", iso("2026-04-02T00:00:00")]]);
  });

  it("is changed for several contacts at once, as one operation that can be undone", async () => {
    const trial = await aTrial(database());
    const others = [await aContact(trial.workspace), await aContact(trial.workspace)];
    const contacts = [trial.contact, ...others.map(({ id }) => ({ id }))];
    const tagIds = [trial.tagId];
    await trial.give();
    await trial.workspace.write(agent, (ctx) =>
      changeTagsOfMany(ctx, { contacts: contacts.slice(0, 2), add: tagIds, remove: [] }),
    );
    const done = await trial.workspace.write(agent, (ctx) =>
      extendTagsOfMany(ctx, { contacts, tagIds, to: { by: "days", days: 7 } }),
    );
    const ends = (all: { contacts: { tags: { expiresAt: string | null }[] }[] }) =>
      all.contacts.map((one) => one.tags.map(({ expiresAt }) => expiresAt));
    const [long, short] = [iso("2026-03-10T00:00:00"), iso("2026-03-03T00:00:00")];
    expect(ends(done)).toEqual([[long], [long], []]);
    expect(done.changes.map(({ kind }) => kind)).toEqual(["extended", "extended"]);
    const undone = await trial.workspace.write(agent, (ctx) =>
      undoOperation(ctx, { id: done.operationId ?? 0 }),
    );
    expect(ends(undone)).toEqual([[short], [short]]);
  });

  it("leaves alone what a contact has not, and says when a tag is not there", async () => {
    const trial = await aTrial(database());
    expect((await trial.extend({ by: "never" })).changes).toEqual([]);
    const missing = trial.workspace.write(agent, (ctx) =>
      extendTags(ctx, { contact: trial.contact, tagIds: [900_000_001], to: { by: "never" } }),
    );
    await expect(missing).rejects.toEqual(new DomainError("tag_not_found", { id: 900_000_001 }));
  });

  it("is extended twice by two at once, and by whoever comes before the removal", async () => {
    const trial = await aTrial(database());
    await trial.give();
    await Promise.all([7, 7].map((days) => trial.extend({ by: "days", days })));
    expect(await trial.has()).toEqual([["custom", iso("2026-03-17T00:00:00")]]);
    for (let round = 0; round < 4; round += 1) {
      const other = await aTrial(database());
      await other.give();
      other.clock("2026-03-03T00:00:00");
      await Promise.all([other.sweep(), other.give(), other.extend({ by: "days", days: 7 }), other.sweep()]);
      const kinds = (await other.history()).toSorted((a, b) => a.seq - b.seq).map(({ kind }) => kind);
      expect(kinds.slice(0, 3)).toEqual(["added", "expired", "added"]);
      expect(await other.seen()).toEqual(somebody);
    }
  });
});
