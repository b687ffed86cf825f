import { expect, it } from "vitest";
import { changeTagsOfMany } from "../assignments/change-many.ts";
import { changeTags } from "../assignments/service.ts";
import { undoChanges } from "../assignments/undo.ts";
import { contactHistory } from "../contacts/history.ts";
import { eraseContact } from "../contacts/erase.ts";
import { getContacts } from "../contacts/service.ts";
import type { Context } from "../context.ts";
import { undoOperation } from "../operations/service.ts";
import { restoreTag } from "../tags/restore.ts";
import { deleteTag } from "../tags/service.ts";
import * as tags from "../tags/store.ts";
import { bulkOf, carryOnBulk } from "../testing/bulk.ts";
import { describeEachDatabase } from "../testing/databases.ts";
import {
  aContact,
  aMember,
  anImport,
  aTag,
  aWorkspace,
  system,
  type TestWorkspace,
} from "../testing/fixtures.ts";
import { endJob, merge, transactionsOf } from "../testing/merges.ts";
import { giveBackSome } from "./give-back.ts";
import { keepOnePart } from "./keep-one.ts";
import { groupTags, previewGrouping, setExclusive } from "./regroup.ts";
import { createGroup, deleteGroup, listGroups, orderGroups, updateGroup } from "./service.ts";

const admin = aMember("admin");
const agent = aMember("agent");
const day = 86_400_000;

async function aGroup(workspace: TestWorkspace, ids: number[], exclusive = true) {
  const group = await workspace.write(admin, (ctx) =>
    createGroup(ctx, { name: `Stage ${ids[0]}`, exclusive }),
  );
  const { operationId } = await groupTags(transactionsOf(workspace, admin), { ids, groupId: group.id });
  if (exclusive) await carryOut(workspace, operationId ?? 0, group.id);
  return { ...group, operationId: operationId ?? 0 };
}

/** Does all that an operation has still to do, a contact at a time. */
async function carryOut(workspace: TestWorkspace, operationId: number, groupId: number) {
  const step = { hasTime: () => false, portion: 1 };
  for (let place: { tag: number; contact: number } | null = { tag: 0, contact: 0 }; place;) {
    const from: { tag: number; contact: number } = place;
    place = (await workspace.write(system, (ctx) => keepOnePart(ctx, { operationId, groupId }, from, step)))
      .next;
  }
  await endJob(workspace, operationId);
}

const give = (workspace: TestWorkspace, contact: number, add: number[], remove: number[] = []) =>
  workspace.write(agent, (ctx) => changeTags(ctx, { contact: { id: contact }, add, remove }));
const has = async (workspace: TestWorkspace, ...contacts: number[]) => {
  const read = (ctx: Context) =>
    getContacts(
      ctx,
      contacts.map((id) => ({ id })),
    );
  const { contacts: found } = await workspace.read(agent, read);
  const all = found.map((contact) => contact.tags.map(({ id }) => id).sort((a, b) => a - b));
  await expectCounted(workspace);
  return all;
};
/** The stored counts are those of the assignments that are there. */
async function expectCounted(workspace: TestWorkspace) {
  await workspace.read(system, async (ctx) => {
    const rows = await ctx.db
      .selectFrom("contact_tag")
      .select(["tag_id", (eb) => eb.fn.countAll<number>().as("n")])
      .where("workspace_id", "=", workspace.id)
      .where((eb) => eb.or([eb("expires_at", "is", null), eb("expires_at", ">", ctx.now)]))
      .groupBy("tag_id")
      .execute();
    const stored = [...(await tags.counts(ctx))].filter(([, n]) => n !== 0).sort(([a], [b]) => a - b);
    expect(stored).toEqual(rows.map(({ tag_id, n }) => [tag_id, n]).sort(([a = 0], [b = 0]) => a - b));
  });
}
/** How many assignments hold the place of a group. */
const places = (workspace: TestWorkspace, groupId: number) =>
  workspace.read(system, async (ctx) => {
    const held = ctx.db
      .selectFrom("contact_tag")
      .select("tag_id")
      .where("workspace_id", "=", workspace.id)
      .where("slot_group_id", "=", groupId);
    return (await held.execute()).length;
  });
const undo = (workspace: TestWorkspace, contact: number, seqs: number[]) =>
  workspace.write(agent, (ctx) => undoChanges(ctx, { contact: { id: contact }, seqs }));

describeEachDatabase("groups", (database) => {
  it("are listed in their order with how many tags they have, and their names are unique like tags'", async () => {
    const workspace = await aWorkspace(database());
    const tag = await aTag(workspace);
    const stage = await aGroup(workspace, [tag.id], false);
    const plan = await workspace.write(admin, (ctx) => createGroup(ctx, { name: " Plan ", exclusive: true }));
    await expect(
      workspace.write(admin, (ctx) => createGroup(ctx, { name: "ＰＬＡＮ", exclusive: false })),
    ).rejects.toMatchObject({ code: "group_name_taken" });
    await expect(
      workspace.write(admin, (ctx) => updateGroup(ctx, { id: stage.id, name: "plan" })),
    ).rejects.toMatchObject({ code: "group_name_taken" });
    await workspace.write(admin, (ctx) => updateGroup(ctx, { id: plan.id, name: "PLAN", color: "#123456" }));
    await workspace.write(admin, (ctx) => orderGroups(ctx, { ids: [plan.id] }));
    const { items } = await workspace.read(agent, listGroups);
    expect(items).toMatchObject([
      { name: "PLAN", color: "#123456", exclusive: true, tagCount: 0 },
      { id: stage.id, exclusive: false, tagCount: 1 },
    ]);
    await expect(
      workspace.write(admin, (ctx) => orderGroups(ctx, { ids: [900_000_000] })),
    ).rejects.toMatchObject({ code: "group_not_found" });
  });

  it("of one only: another tag replaces the one the contact has, in one step that is undone as one", async () => {
    const workspace = await aWorkspace(database());
    const [a, b, c] = [(await aTag(workspace)).id, (await aTag(workspace)).id, (await aTag(workspace)).id];
    await aGroup(workspace, [a, b]);
    const { id } = await aContact(workspace);
    await give(workspace, id, [a, c]);
    const { contact, changes } = await give(workspace, id, [b]);
    expect(changes.map(({ kind, tagId }) => [kind, tagId])).toEqual([
      ["removed", a],
      ["added", b],
    ]);
    expect(contact.tags.map((tag) => tag.id).sort((x, y) => x - y)).toEqual([b, c]);
    const { items } = await workspace.read(agent, (ctx) =>
      contactHistory(ctx, { contact: { id }, limit: 9 }),
    );
    expect(items.slice(0, 2).map(({ kind }) => kind)).toEqual(["added", "removed"]);

    await undo(
      workspace,
      id,
      changes.map(({ seq }) => seq),
    );
    expect(await has(workspace, id)).toEqual([[a, c]]);
    await give(workspace, id, [b, a]);
    expect(await has(workspace, id)).toEqual([[a, c]]);
  });

  it("of one only: nothing is given back where the contact has another of the group by now", async () => {
    const workspace = await aWorkspace(database());
    const [a, b] = [(await aTag(workspace)).id, (await aTag(workspace)).id];
    await aGroup(workspace, [a, b]);
    const { id } = await aContact(workspace);
    await give(workspace, id, [a]);
    const { changes } = await give(workspace, id, [], [a]);
    await give(workspace, id, [b]);
    await expect(
      undo(
        workspace,
        id,
        changes.map(({ seq }) => seq),
      ),
    ).rejects.toMatchObject({
      code: "undo_superseded",
    });
    expect(await has(workspace, id)).toEqual([[b]]);
  });

  it("of one only: several contacts change as one, and only who has another since is left alone", async () => {
    const workspace = await aWorkspace(database(), { settings: { contactTagMax: 1 } });
    const [a, b, c] = [(await aTag(workspace)).id, (await aTag(workspace)).id, (await aTag(workspace)).id];
    await aGroup(workspace, [a, b, c]);
    const [x, y] = [await aContact(workspace), await aContact(workspace)];
    await give(workspace, x.id, [a]);
    await give(workspace, y.id, [a]);
    const contacts = [{ id: x.id }, { id: y.id }];
    const { operationId, changes, skipped } = await workspace.write(agent, (ctx) =>
      changeTagsOfMany(ctx, { contacts, add: [b], remove: [] }),
    );
    expect(skipped).toEqual([]);
    expect(changes.map(({ kind, tagId }) => [kind, tagId]).sort()).toEqual(
      [
        ["added", b],
        ["added", b],
        ["removed", a],
        ["removed", a],
      ].sort(),
    );
    expect(await has(workspace, x.id, y.id)).toEqual([[b], [b]]);
    await give(workspace, y.id, [c]);
    const undone = await workspace.write(agent, (ctx) => undoOperation(ctx, { id: operationId ?? 0 }));
    expect(undone.leftAlone).toBe(2);
    expect(await has(workspace, x.id, y.id)).toEqual([[a], [c]]);
  });

  it("of one only: an import replaces what was given before it, and not what was given later", async () => {
    const workspace = await aWorkspace(database());
    const [a, b] = [(await aTag(workspace)).id, (await aTag(workspace)).id];
    await aGroup(workspace, [a, b]);
    const [x, y] = [await aContact(workspace), await aContact(workspace)];
    await give(workspace, x.id, [a]);
    await anImport(workspace, { contacts: [x.id, y.id], tags: [b] });
    expect(await has(workspace, x.id, y.id)).toEqual([[b], [b]]);
    const z = await aContact(workspace);
    const at = workspace.clock.now();
    workspace.clock.advance(day);
    await give(workspace, y.id, [a]);
    await give(workspace, z.id, [a]);
    workspace.clock.set(at);
    await anImport(workspace, { contacts: [x.id, y.id, z.id], tags: [b] });
    expect(await has(workspace, x.id, y.id, z.id)).toEqual([[b], [a], [a]]);
  });

  it("of one only: a change of many contacts replaces what they have, and its undo brings it back", async () => {
    const workspace = await aWorkspace(database(), { settings: { contactTagMax: 1 } });
    const [a, b, c] = [(await aTag(workspace)).id, (await aTag(workspace)).id, (await aTag(workspace)).id];
    await aGroup(workspace, [a, b, c]);
    const [x, y, z] = [await aContact(workspace), await aContact(workspace), await aContact(workspace)];
    await give(workspace, x.id, [a]);
    await give(workspace, y.id, [a]);
    const contacts = [x, y, z];
    const operation = await bulkOf(workspace, { contacts, add: [{ id: c }, { id: b }] }, admin);
    await carryOnBulk(workspace, operation);
    expect(await has(workspace, x.id, y.id, z.id)).toEqual([[b], [b], [b]]);
    await give(workspace, y.id, [c]);
    await workspace.write(admin, (ctx) => undoOperation(ctx, { id: operation }));
    await carryOnBulk(workspace, operation);
    expect(await has(workspace, x.id, y.id, z.id)).toEqual([[a], [c], []]);
  });

  it("of one only: what has run out, and a deleted tag, hold no place; and that one does not come back there", async () => {
    const workspace = await aWorkspace(database());
    const [short, b, c] = [
      (await aTag(workspace, { validityDays: 1 })).id,
      (await aTag(workspace)).id,
      (await aTag(workspace)).id,
    ];
    await aGroup(workspace, [short, b, c]);
    const [x, y] = [await aContact(workspace), await aContact(workspace)];
    await give(workspace, x.id, [short]);
    workspace.clock.advance(3 * day);
    expect((await give(workspace, x.id, [b])).changes.map(({ kind }) => kind)).toEqual(["added"]);
    await give(workspace, y.id, [b]);
    await workspace.write(admin, (ctx) => deleteTag(ctx, { id: b }));
    const { changes } = await give(workspace, x.id, [c]);
    expect(changes.map(({ kind, tagId }) => [kind, tagId])).toEqual([["added", c]]);
    await workspace.write(admin, (ctx) => restoreTag(ctx, { id: b }));
    expect(await has(workspace, x.id, y.id)).toEqual([[c], [b]]);
    await workspace.write(admin, (ctx) => eraseContact(ctx, { contact: { id: x.id } }));
    expect(await has(workspace, y.id)).toEqual([[b]]);
  });

  it("are asked to allow one only with a preview, keep what was given last, and give all back", async () => {
    const workspace = await aWorkspace(database());
    const [a, b, out] = [(await aTag(workspace)).id, (await aTag(workspace)).id, (await aTag(workspace)).id];
    const group = await aGroup(workspace, [a, b, out], false);
    const [x, y, z] = [await aContact(workspace), await aContact(workspace), await aContact(workspace)];
    await give(workspace, x.id, [b, out]);
    await give(workspace, x.id, [a]);
    await give(workspace, y.id, [a]);
    await give(workspace, y.id, [b]);
    await give(workspace, z.id, [a]);
    await workspace.write(admin, (ctx) => deleteTag(ctx, { id: out }));
    const preview = (add: number[] = []) =>
      workspace.read(admin, (ctx) => previewGrouping(ctx, { id: group.id, add }));
    expect(await preview()).toEqual({ tags: 2, expectedCount: 2 });
    const on = (expectedCount: number) =>
      setExclusive(transactionsOf(workspace, admin), { id: group.id, exclusive: true, expectedCount });
    await expect(on(1)).rejects.toMatchObject({ code: "impact_changed", details: { expectedCount: 2 } });
    const { operationId } = await on(2);
    // While it goes on, what is given is right at once.
    await give(workspace, z.id, [b]);
    expect(await has(workspace, z.id)).toEqual([[b]]);
    await carryOut(workspace, operationId ?? 0, group.id);
    expect(await has(workspace, x.id, y.id, z.id)).toEqual([[a], [b], [b]]);
    expect(await places(workspace, group.id)).toBe(3);
    await workspace.write(admin, (ctx) => restoreTag(ctx, { id: out }));
    expect(await has(workspace, x.id)).toEqual([[a, out]]);

    await give(workspace, y.id, [a]);
    const undone = await workspace.write(admin, (ctx) => undoOperation(ctx, { id: operationId ?? 0 }));
    expect(undone.leftAlone).toBe(1);
    expect(await has(workspace, x.id, y.id)).toEqual([[a, b, out], [a]]);
    const { items } = await workspace.read(admin, listGroups);
    expect(items).toMatchObject([{ exclusive: false, tagCount: 3 }]);
  });

  it("take in tags whose contacts have several, let them out again, and are deleted without them", async () => {
    const workspace = await aWorkspace(database());
    const [a, b] = [(await aTag(workspace)).id, (await aTag(workspace)).id];
    const group = await aGroup(workspace, [a]);
    const { id } = await aContact(workspace);
    await give(workspace, id, [b]);
    await give(workspace, id, [a]);
    const into = (groupId: number | null, expectedCount?: number) =>
      groupTags(transactionsOf(workspace, admin), {
        ids: [b],
        groupId,
        ...(expectedCount !== undefined && { expectedCount }),
      });
    await expect(into(group.id, 0)).rejects.toMatchObject({ code: "impact_changed" });
    const { operationId } = await into(group.id, 1);
    await carryOut(workspace, operationId ?? 0, group.id);
    expect(await has(workspace, id)).toEqual([[a]]);
    await workspace.write(admin, (ctx) => undoOperation(ctx, { id: operationId ?? 0 }));
    expect(await has(workspace, id)).toEqual([[a, b]]);

    const again = await into(group.id);
    await carryOut(workspace, again.operationId ?? 0, group.id);
    await give(workspace, id, [b]);
    expect(await has(workspace, id)).toEqual([[b]]);
    await into(null);
    // What the place was once held by does not keep it.
    await give(workspace, id, [a]);
    expect(await has(workspace, id)).toEqual([[a, b]]);
    expect(await workspace.write(admin, (ctx) => deleteGroup(ctx, { id: group.id }))).toEqual({
      tagIds: [a],
    });
    const other = await aGroup(workspace, [a, b], false);
    expect(await into(other.id)).toEqual({ operationId: null, tagIds: [] });
  });

  it("of one only: their tags are not merged", async () => {
    const workspace = await aWorkspace(database());
    const [a, b] = [(await aTag(workspace)).id, (await aTag(workspace)).id];
    await aGroup(workspace, [a]);
    for (const into of [a, b]) {
      const [from = 0] = [a, b].filter((id) => id !== into);
      await expect(merge(workspace, admin, [from], into)).rejects.toMatchObject({
        code: "tag_in_exclusive_group",
        details: { id: a },
      });
    }
  });

  it("give back in parts what is much, and what was given back meanwhile stays", async () => {
    const workspace = await aWorkspace(database());
    const [a, b] = [(await aTag(workspace)).id, (await aTag(workspace)).id];
    const group = await aGroup(workspace, [a, b], false);
    const contacts: number[] = [];
    for (let i = 0; i < 55; i += 1) contacts.push((await aContact(workspace)).id);
    await anImport(workspace, { contacts, tags: [a] });
    await anImport(workspace, { contacts, tags: [b] });
    const { operationId } = await setExclusive(transactionsOf(workspace, admin), {
      id: group.id,
      exclusive: true,
    });
    const id = operationId ?? 0;
    await carryOut(workspace, id, group.id);
    expect(new Set((await has(workspace, ...contacts)).map(String))).toEqual(new Set([`${b}`]));
    await workspace.write(admin, (ctx) => undoOperation(ctx, { id }));
    const rest = await workspace.write(system, (ctx) => giveBackSome(ctx, id, 50));
    expect(rest).toEqual({ done: true, given: 5, leftAlone: 0 });
    expect(new Set((await has(workspace, ...contacts)).map(String))).toEqual(new Set([`${a},${b}`]));
  });

  it.each([0, 1, 2])("of one only: of two that are given at once exactly one stays (%i)", async () => {
    const workspace = await aWorkspace(database());
    const ids = [(await aTag(workspace)).id, (await aTag(workspace)).id, (await aTag(workspace)).id];
    await aGroup(workspace, ids);
    const { id } = await aContact(workspace);
    await Promise.all(ids.map((tagId) => give(workspace, id, [tagId])));
    const [left = []] = await has(workspace, id);
    expect(left).toHaveLength(1);
    const { items } = await workspace.read(agent, (ctx) =>
      contactHistory(ctx, { contact: { id }, limit: 9 }),
    );
    expect(items.map(({ kind }) => kind).sort()).toEqual(["added", "added", "added", "removed", "removed"]);
  });

  it("of one only: the database refuses a second one, whoever forgets the rule", async () => {
    const workspace = await aWorkspace(database());
    const [a, b] = [(await aTag(workspace)).id, (await aTag(workspace)).id];
    const group = await aGroup(workspace, [a, b]);
    const { id } = await aContact(workspace);
    await give(workspace, id, [a]);
    const row = { workspace_id: workspace.id, contact_id: id, tag_id: b, first_at: 1, last_at: 1 };
    const forced = workspace.write(system, (ctx) =>
      ctx.db
        .insertInto("contact_tag")
        .values({ ...row, slot_group_id: group.id })
        .execute(),
    );
    await expect(forced).rejects.toThrow(/unique/i);
  });
});
