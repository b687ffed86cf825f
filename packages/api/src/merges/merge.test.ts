import { ListContacts } from "@tagdeck/core/contacts/inputs";
import { beforeAll, expect, it } from "vitest";
import { changeTags } from "../assignments/service.ts";
import * as assignments from "../assignments/store.ts";
import { undoChanges } from "../assignments/undo.ts";
import { eraseContact } from "../contacts/erase.ts";
import { contactHistory } from "../contacts/history.ts";
import { countContacts, listContacts } from "../contacts/list.ts";
import { getContacts } from "../contacts/service.ts";
import { createKernel, type Kernel } from "../context.ts";
import { undoOperation } from "../operations/service.ts";
import { findDrift } from "../tags/count-drift.ts";
import { tagHistory } from "../tags/history.ts";
import { createTag, deleteTag, updateTag } from "../tags/service.ts";
import * as tags from "../tags/store.ts";
import { tagTrend } from "../tags/trend.ts";
import { describeEachDatabase, type TestDatabase } from "../testing/databases.ts";
import { aClock, aContact, aMember, aTag, aWorkspace, system, type TestClock } from "../testing/fixtures.ts";
import { carryOn, carryOut, merge, transactionsOf } from "../testing/merges.ts";
import { mergeTags } from "./merge.ts";
import { previewMerge } from "./preview.ts";

const admin = aMember("admin");
const agent = aMember("agent");
const all = { ...ListContacts.parse({}), limit: 50 };

/** One kernel for all tests: what it counts beside the requests is counted by a thread. */
type Shared = { kernel: Kernel; clock: TestClock };

/** Five contacts, of whom the first three have A, and the last three B; and what can be seen and done. */
async function aTeam(database: TestDatabase, { kernel, clock }: Shared) {
  const workspace = await aWorkspace(database, { kernel, clock });
  const [a, b] = [await aTag(workspace, { name: "A" }), await aTag(workspace, { name: "B" })];
  const ids: number[] = [];
  for (let i = 0; i < 5; i += 1) ids.push((await aContact(workspace)).id);
  const give = (contact: number, add: number[], remove: number[] = []) =>
    workspace.write(agent, (ctx) => changeTags(ctx, { contact: { id: contact }, add, remove }));
  for (const id of ids.slice(0, 3)) await give(id, [a.id]);
  for (const id of ids.slice(2)) await give(id, [b.id]);
  return {
    workspace,
    a,
    b,
    ids,
    give,
    merge: () => merge(workspace, admin, [a.id], b.id),
    undo: (id: number) => workspace.write(admin, (ctx) => undoOperation(ctx, { id })),
    /** Who has which tags, as a page, a filter and the counts say: they must agree. */
    async seen() {
      return workspace.read(admin, async (ctx) => {
        const { contacts } = await getContacts(
          ctx,
          ids.map((id) => ({ id })),
        );
        const held = contacts.map((contact) => contact.tags.map(({ id }) => id).toSorted((x, y) => x - y));
        const counts = await tags.counts(ctx);
        const words = await tags.vocabulary(ctx);
        for (const { id } of [a, b]) {
          if (words.get(id)?.deleted) continue;
          const having = ids.filter((_, i) => held[i]?.includes(id));
          const filter = { ...all, tagId: id };
          const { items } = await listContacts(ctx, filter);
          expect(items.map((item) => item.id).toReversed()).toEqual(having);
          const others = await listContacts(ctx, { ...all, noTags: [id] });
          expect(others.items.map((item) => item.id).toReversed()).toEqual(
            ids.filter((contact) => !having.includes(contact)),
          );
          expect(counts.get(id) ?? 0).toBe(having.length);
          expect(await countContacts(ctx, filter)).toEqual({ count: having.length, exact: true });
        }
        return held;
      });
    },
    /** All that is stored about who has what, and since when. */
    stored: () =>
      workspace.read(admin, (ctx) =>
        ctx.db
          .selectFrom("contact_tag")
          .select(["tag_id", "contact_id", "first_at", "last_at", "expires_at", "expiry", "origin_id"])
          .where("workspace_id", "=", workspace.id)
          .orderBy("tag_id")
          .orderBy("contact_id")
          .execute(),
      ),
    drift: () => workspace.read(admin, (ctx) => findDrift(ctx, 0, Number.MAX_SAFE_INTEGER)),
  };
}

describeEachDatabase("merging a tag into another", (database) => {
  let shared: Shared;
  beforeAll(() => {
    const clock = aClock();
    shared = { clock, kernel: createKernel(database().handle, clock.now) };
  });
  it("is there for everybody at once, and stays as its assignments move", async () => {
    const team = await aTeam(database(), shared);
    const { a, b, ids, workspace, seen } = team;
    const { operationId, tag } = await team.merge();
    expect(tag).toMatchObject({ id: b.id, contactCount: 5 });
    const merged = ids.map(() => [b.id]);
    expect(await seen()).toEqual(merged);
    for (let done = false; !done;) {
      done = await carryOn(workspace, operationId, { portion: 1 });
      expect(await seen()).toEqual(merged);
    }
    expect(await team.drift()).toEqual([]);
    const rows = (await team.stored()).filter((row) => row.tag_id === b.id);
    expect(rows.map((row) => row.contact_id)).toEqual(ids);
    const [own, other] = (await team.stored()).filter((row) => row.contact_id === ids[2]);
    expect(own?.tag_id).toBe(a.id);
    expect(other?.first_at).toBe(own?.first_at);
  });

  it("is undone exactly, at once, before its assignments have moved, half way, and after", async () => {
    for (const moved of [0, 2, 9]) {
      const team = await aTeam(database(), shared);
      const { a, b, workspace, seen } = team;
      const before = { seen: await seen(), stored: await team.stored() };
      const { operationId } = await team.merge();
      for (let i = 0; i < moved; i += 1) await carryOn(workspace, operationId, { portion: 1 });
      expect(await team.undo(operationId)).toMatchObject({ tagIds: [a.id], leftAlone: 0 });
      expect(await seen()).toEqual(before.seen);
      for (let done = false; !done;) {
        done = await carryOn(workspace, operationId, { portion: 1, back: true });
        expect(await seen()).toEqual(before.seen);
      }
      expect(await team.stored()).toEqual(before.stored);
      expect(await team.drift()).toEqual([]);
      const names = await workspace.read(admin, async (ctx) => [
        ...(await tags.namesOf(ctx, a.id)),
        ...(await tags.namesOf(ctx, b.id)),
      ]);
      expect(names.map(({ name, is_alias }) => [name, is_alias])).toEqual([
        ["A", 0],
        ["B", 0],
      ]);
    }
  });

  it("leaves alone, when undone, contacts whose tag was changed since, and reports them", async () => {
    for (const moved of [false, true]) {
      const team = await aTeam(database(), shared);
      const { a, b, ids, workspace, give, seen } = team;
      const [first = 0, second = 0, third = 0] = ids;
      const { operationId } = await team.merge();
      if (moved) await carryOut(workspace, operationId);
      await give(first, [], [b.id]);
      await give(third, [], [b.id]);
      await give(third, [b.id]);
      // What changes nothing is no change.
      await give(second, [b.id]);
      expect(await seen()).toEqual([[], [b.id], [b.id], [b.id], [b.id]]);
      expect(await team.undo(operationId)).toMatchObject({ leftAlone: 2 });
      const undone = [[], [a.id], [b.id], [b.id], [b.id]];
      expect(await seen()).toEqual(undone);
      await carryOut(workspace, operationId, { back: true });
      expect(await seen()).toEqual(undone);
      expect(await team.drift()).toEqual([]);
    }
  });

  it("takes what is written to the merged tag for the surviving one, and finds contacts by it", async () => {
    const team = await aTeam(database(), shared);
    const { a, b, ids, workspace, seen } = team;
    const nobody = (await aContact(workspace)).id;
    ids.push(nobody);
    await team.merge();
    const given = await team.give(nobody, [a.id]);
    expect(given.changes).toMatchObject([{ kind: "added", tagId: b.id }]);
    expect((await team.give(ids[0] ?? 0, [], [a.id])).changes).toMatchObject([
      { kind: "removed", tagId: b.id },
    ]);
    expect(await seen()).toEqual([[], ...ids.slice(1).map(() => [b.id])]);
    const { items } = await workspace.read(admin, (ctx) => listContacts(ctx, { ...all, tagId: a.id }));
    expect(items).toHaveLength(5);
  });

  it("keeps to what happens between its preview and itself", async () => {
    const team = await aTeam(database(), shared);
    const { a, b, ids, workspace, give, seen } = team;
    const [first = 0, second = 0, third = 0, fourth = 0, last = 0] = ids;
    const preview = await workspace.read(admin, (ctx) => previewMerge(ctx, { ids: [a.id], into: b.id }));
    expect(preview).toMatchObject({ expectedCount: 3, contactCount: 5, shared: 1, aliases: ["A"] });
    await give(first, [b.id]);
    await give(second, [], [a.id]);
    await give(third, [], [b.id]);
    await give(fourth, [], [b.id]);
    await give(last, [a.id]);
    await workspace.write(admin, (ctx) => eraseContact(ctx, { contact: { id: fourth } }));
    ids.splice(3, 1);
    const { operationId } = await merge(workspace, admin, [a.id], b.id);
    expect(await seen()).toEqual([[b.id], [], [b.id], [b.id]]);
    await carryOut(workspace, operationId);
    expect(await seen()).toEqual([[b.id], [], [b.id], [b.id]]);
    expect(await team.drift()).toEqual([]);
  });

  it("is refused when more contacts have got the tag since its preview", async () => {
    const { a, b, ids, workspace, give } = await aTeam(database(), shared);
    await give(ids[4] ?? 0, [a.id]);
    const late = mergeTags(transactionsOf(workspace, admin), { ids: [a.id], into: b.id, expectedCount: 3 });
    await expect(late).rejects.toMatchObject({ code: "impact_changed", details: { expectedCount: 4 } });
  });

  it("takes in several at once, and one after another", async () => {
    const team = await aTeam(database(), shared);
    const { a, b, ids, workspace, give, seen } = team;
    const c = await aTag(workspace, { name: "C" });
    const d = await aTag(workspace, { name: "D" });
    await give(ids[0] ?? 0, [c.id]);
    await give(ids[4] ?? 0, [c.id, d.id]);
    const before = { seen: await seen(), stored: await team.stored() };
    const first = await merge(workspace, admin, [a.id, c.id], b.id);
    await expect(merge(workspace, admin, [d.id], b.id)).rejects.toMatchObject({ code: "operation_running" });
    await carryOut(workspace, first.operationId);
    const second = await merge(workspace, admin, [b.id], d.id);
    expect((await workspace.read(admin, (ctx) => tags.counts(ctx, [d.id]))).get(d.id)).toBe(5);
    await carryOut(workspace, second.operationId, { portion: 2 });
    await expect(team.undo(first.operationId)).rejects.toMatchObject({
      code: "undo_blocked_by",
      details: { operation: { id: second.operationId } },
    });
    await team.undo(second.operationId);
    await carryOut(workspace, second.operationId, { back: true });
    await team.undo(first.operationId);
    await carryOut(workspace, first.operationId, { back: true });
    expect(await seen()).toEqual(before.seen);
    expect(await team.stored()).toEqual(before.stored);
    expect(await team.drift()).toEqual([]);
  });

  it("lets a contact go from all that its tag was merged of when it loses the tag", async () => {
    const team = await aTeam(database(), shared);
    const { a, b, ids, workspace, give, seen } = team;
    const d = await aTag(workspace, { name: "D" });
    const first = await team.merge();
    await carryOut(workspace, first.operationId);
    const second = await merge(workspace, admin, [b.id], d.id);
    await carryOut(workspace, second.operationId);
    await give(ids[2] ?? 0, [], [d.id]);
    expect(await team.undo(second.operationId)).toMatchObject({ leftAlone: 1 });
    await carryOut(workspace, second.operationId, { back: true });
    expect(await team.undo(first.operationId)).toMatchObject({ leftAlone: 1 });
    await carryOut(workspace, first.operationId, { back: true });
    expect(await seen()).toEqual([[a.id], [a.id], [], [b.id], [b.id]]);
    expect(await team.drift()).toEqual([]);
  });

  it("gives its names to the survivor, back again when undone, and another where one was taken", async () => {
    const { a, b, workspace, ...team } = await aTeam(database(), shared);
    const { operationId } = await team.merge();
    const taken = workspace.write(admin, (ctx) => createTag(ctx, { name: "a" }));
    await expect(taken).rejects.toMatchObject({ code: "tag_name_is_alias", details: { tag: { id: b.id } } });
    await workspace.write(system, (ctx) => tags.releaseAlias(ctx, "a", b.id));
    const holder = await workspace.write(admin, (ctx) => createTag(ctx, { name: "a" }));
    await expect(team.undo(operationId)).rejects.toMatchObject({
      code: "tag_name_taken",
      details: { tag: { id: holder.id } },
    });
    await workspace.write(admin, (ctx) => undoOperation(ctx, { id: operationId, name: "A too" }));
    const words = await workspace.read(admin, tags.vocabulary);
    expect(words.get(a.id)).toMatchObject({ name: "A too", deleted: false, mergedInto: null });
  });

  it("is one line in the history of a contact that had the tag, and one in each tag's own", async () => {
    const { a, b, ids, workspace, ...team } = await aTeam(database(), shared);
    const { operationId } = await team.merge();
    await carryOut(workspace, operationId);
    const kinds = async (id = 0) =>
      (await workspace.read(admin, (ctx) => contactHistory(ctx, { contact: { id }, limit: 50 }))).items.map(
        ({ kind, tag }) => `${kind} ${tag.name}`,
      );
    expect(await kinds(ids[0])).toEqual(["tag_merged A", "added A"]);
    expect(await kinds(ids[2])).toEqual(["tag_merged A", "added B", "added A"]);
    expect(await kinds(ids[4])).toEqual(["added B"]);
    await team.give(ids[0] ?? 0, [], [b.id]);
    expect(await kinds(ids[0])).toEqual(["removed B", "tag_merged A", "added A"]);
    await team.undo(operationId);
    expect(await kinds(ids[2])).toEqual(["tag_unmerged A", "tag_merged A", "added B", "added A"]);
    const own = (id: number) =>
      workspace.read(admin, async (ctx) =>
        (await tagHistory(ctx, { id, limit: 9 })).items.map(({ kind, others }) => [kind, others]),
      );
    expect(await own(a.id)).toEqual([
      ["unmerged", ["B"]],
      ["merged", ["B"]],
      ["created", []],
    ]);
    expect(await own(b.id)).toEqual([
      ["released", ["A"]],
      ["absorbed", ["A"]],
      ["created", []],
    ]);
  });

  it("shows in a tag's trend on the day it was made, and not before", async () => {
    const { b, workspace, ...team } = await aTeam(database(), shared);
    workspace.clock.advance(3 * 86_400_000);
    const { operationId } = await team.merge();
    await carryOut(workspace, operationId);
    workspace.clock.advance(86_400_000);
    const { days } = await workspace.read(admin, (ctx) => tagTrend(ctx, b.id));
    expect(days.slice(-4).map(({ count }) => count)).toEqual([3, 3, 5, 5]);
  });

  it("is nobody's to take back one contact at a time", async () => {
    const { a, ids, workspace, ...team } = await aTeam(database(), shared);
    const contact = { id: (await aContact(workspace)).id };
    const { changes } = await workspace.write(agent, (ctx) =>
      changeTags(ctx, { contact, add: [a.id], remove: [] }),
    );
    await team.merge();
    const seqs = changes.map(({ seq }) => seq);
    await expect(workspace.write(agent, (ctx) => undoChanges(ctx, { contact, seqs }))).rejects.toMatchObject({
      code: "undo_superseded",
    });
    expect(ids).toHaveLength(5);
  });

  it("goes with the survivor when that is deleted, and comes back with it", async () => {
    const team = await aTeam(database(), shared);
    const { b, ids, workspace, seen } = team;
    const { operationId } = await team.merge();
    await carryOn(workspace, operationId, { portion: 2 });
    const { operationId: deleted } = await workspace.write(admin, (ctx) => deleteTag(ctx, { id: b.id }));
    expect(await seen()).toEqual(ids.map(() => []));
    await carryOut(workspace, operationId);
    await expect(team.undo(operationId)).rejects.toMatchObject({ code: "undo_blocked_by" });
    await team.undo(deleted);
    expect(await seen()).toEqual(ids.map(() => [b.id]));
  });

  it("erases a contact whole, wherever its tags are", async () => {
    const team = await aTeam(database(), shared);
    const { ids, workspace, seen } = team;
    const { operationId } = await team.merge();
    const [gone = 0] = ids.splice(2, 1);
    await workspace.write(admin, (ctx) => eraseContact(ctx, { contact: { id: gone } }));
    await seen();
    expect((await team.stored()).filter((row) => row.contact_id === gone)).toEqual([]);
    await carryOut(workspace, operationId);
    const [next = 0] = ids.splice(0, 1);
    await workspace.write(admin, (ctx) => eraseContact(ctx, { contact: { id: next } }));
    await seen();
    await team.undo(operationId);
    await carryOut(workspace, operationId, { back: true });
    await seen();
    expect(await team.drift()).toEqual([]);
  });

  it("is for admins, of tags that are there, into another", async () => {
    const { a, b, workspace } = await aTeam(database(), shared);
    await expect(merge(workspace, agent, [a.id], b.id)).rejects.toMatchObject({ code: "forbidden" });
    await expect(merge(workspace, admin, [a.id], a.id)).rejects.toMatchObject({ code: "invalid_input" });
    await workspace.write(admin, (ctx) => updateTag(ctx, { id: a.id, color: "#123456" }));
    await workspace.write(admin, (ctx) => deleteTag(ctx, { id: a.id }));
    await expect(merge(workspace, admin, [a.id], b.id)).rejects.toMatchObject({ code: "tag_not_found" });
    expect(await workspace.read(admin, (ctx) => assignments.anyOfTag(ctx, b.id))).toBe(true);
  });
});
