import { DomainError } from "@tagdeck/core/errors";
import { expect, it } from "vitest";
import { contactHistory } from "../contacts/history.ts";
import { getContacts } from "../contacts/service.ts";
import { undoOperation } from "../operations/service.ts";
import * as tags from "../tags/store.ts";
import { describeEachDatabase } from "../testing/databases.ts";
import { aContact, aMember, aPanel, aTag, aWorkspace, type TestWorkspace } from "../testing/fixtures.ts";
import { changeTagsOfMany } from "./change-many.ts";
import { changeTags } from "./service.ts";
import { undoChanges } from "./undo.ts";

const agent = aMember("agent");
const other = aMember("agent", "user-other");
const admin = aMember("admin");
const rounds = Array.from({ length: 4 }, (_, i) => i);
// A deadlock would be found and mended too, but only after a second.
const deadlock = 900;

async function some(workspace: TestWorkspace, n: number) {
  const contacts: { id: number }[] = [];
  for (let i = 0; i < n; i += 1) contacts.push({ id: (await aContact(workspace)).id });
  return contacts;
}

async function expectCounted(workspace: TestWorkspace, contacts: { id: number }[], tagIds: number[]) {
  await workspace.read(agent, async (ctx) => {
    const counts = await tags.counts(ctx);
    const held = (await getContacts(ctx, contacts)).contacts.flatMap((contact) => contact.tags);
    for (const tagId of tagIds) {
      expect(counts.get(tagId) ?? 0).toBe(held.filter(({ id }) => id === tagId).length);
    }
  });
}

// As they were recorded: who waited for another began before it.
const entriesOf = async (workspace: TestWorkspace, contact: { id: number }) =>
  (await workspace.read(agent, (ctx) => contactHistory(ctx, { contact, limit: 100 }))).items.toSorted(
    (x, y) => y.seq - x.seq,
  );

describeEachDatabase("several contacts at the same time", (database) => {
  it.each(rounds)("two changes over the same contacts in opposite order both happen (%i)", async () => {
    const workspace = await aWorkspace(database());
    const contacts = await some(workspace, 20);
    const [a, b] = [(await aTag(workspace)).id, (await aTag(workspace)).id];
    const start = performance.now();
    const results = await Promise.all(
      [contacts, contacts.toReversed(), contacts.slice(5), contacts.slice(0, 15).toReversed()].map((all, i) =>
        workspace.write(i % 2 ? other : agent, (ctx) =>
          changeTagsOfMany(ctx, { contacts: all, add: i % 2 ? [b, a] : [a, b], remove: [] }),
        ),
      ),
    );
    expect(performance.now() - start).toBeLessThan(deadlock);
    expect(results.flatMap(({ changes }) => changes)).toHaveLength(40);
    for (const contact of contacts) expect(await entriesOf(workspace, contact)).toHaveLength(2);
    await expectCounted(workspace, contacts, [a, b]);
  });

  it.each(rounds)("two panels store the same unknown contacts once (%i)", async (round) => {
    const workspace = await aWorkspace(database());
    const contacts = Array.from({ length: 10 }, (_, i) => ({ externalId: `crm:${round} ${i}` }));
    const known = await some(workspace, 3);
    const ids = [(await aTag(workspace)).id, (await aTag(workspace)).id];
    const start = performance.now();
    const results = await Promise.all(
      [
        [...contacts, ...known],
        [...known.toReversed(), ...contacts.toReversed()],
      ].map((all, i) =>
        workspace.write(aPanel({ agentId: `agent ${i}` }), (ctx) =>
          changeTagsOfMany(ctx, { contacts: all, add: ids.slice(i, i + 1), remove: [] }),
        ),
      ),
    );
    expect(performance.now() - start).toBeLessThan(deadlock);
    expect(new Set(results.flatMap((result) => result.contacts.map(({ id }) => id))).size).toBe(13);
    const panel = aPanel();
    const { contacts: all } = await workspace.read(panel, (ctx) => getContacts(ctx, contacts));
    expect(all.every((contact) => contact.tags.length === 2)).toBe(true);
  });

  it.each(rounds)("an undo and a change of the same tags: whoever came later is kept (%i)", async (round) => {
    const workspace = await aWorkspace(database());
    const contacts = await some(workspace, 10);
    const tag = (await aTag(workspace)).id;
    const { operationId } = await workspace.write(agent, (ctx) =>
      changeTagsOfMany(ctx, { contacts, add: [tag], remove: [] }),
    );
    const [undone] = await Promise.all([
      workspace.write(agent, (ctx) => undoOperation(ctx, { id: operationId ?? 0 })),
      ...contacts.slice(0, 3 + round).map((contact) =>
        workspace.write(other, async (ctx) => {
          await changeTags(ctx, { contact, add: [], remove: [tag] });
          await changeTags(ctx, { contact, add: [tag], remove: [] });
        }),
      ),
    ]);
    // Each of them has it by who came last, and the undo left alone exactly those that came before it.
    let left = 0;
    for (const [i, contact] of contacts.entries()) {
      const [last, ...rest] = await entriesOf(workspace, contact);
      if (last?.undo === false) expect(last.kind).toBe("added");
      else expect(i).toBeGreaterThanOrEqual(3 + round);
      if (![last, ...rest].some((entry) => entry?.undo)) left += 1;
    }
    expect(undone.leftAlone).toBe(left);
    await expectCounted(workspace, contacts, [tag]);
  });

  it.each(rounds)("an operation is undone once (%i)", async () => {
    const workspace = await aWorkspace(database());
    const contacts = await some(workspace, 5);
    const { operationId } = await workspace.write(agent, (ctx) =>
      changeTagsOfMany(ctx, { contacts, add: [], remove: [], create: { name: "New" } }),
    );
    const results = await Promise.allSettled(
      [agent, admin].map((who) =>
        workspace.write(who, (ctx) => undoOperation(ctx, { id: operationId ?? 0 })),
      ),
    );
    const refused = results.flatMap((result) =>
      result.status === "rejected" ? [result.reason as unknown] : [],
    );
    expect(refused).toEqual([new DomainError("undo_already_done")]);
    for (const contact of contacts) expect(await entriesOf(workspace, contact)).toHaveLength(2);
  });

  it.each(rounds)(
    "a created tag goes when its entries are all taken back one by one at once (%i)",
    async () => {
      const workspace = await aWorkspace(database());
      const contacts = await some(workspace, 4);
      await workspace.write(agent, (ctx) =>
        changeTagsOfMany(ctx, { contacts, add: [], remove: [], create: { name: "New" } }),
      );
      const seqs = await Promise.all(contacts.map((contact) => entriesOf(workspace, contact)));
      const start = performance.now();
      await Promise.all(
        contacts.map((contact, i) =>
          workspace.write(agent, (ctx) => undoChanges(ctx, { contact, seqs: [seqs[i]?.[0]?.seq ?? 0] })),
        ),
      );
      expect(performance.now() - start).toBeLessThan(deadlock);
      const words = await workspace.read(agent, tags.vocabulary);
      expect([...words.values()].map(({ deleted }) => deleted)).toEqual([true]);
    },
  );
});
