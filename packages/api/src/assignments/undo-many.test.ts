import { DomainError } from "@tagdeck/core/errors";
import type { ChangeTagsOfMany } from "@tagdeck/core/assignments/inputs";
import type { Role } from "@tagdeck/core/members/roles";
import { expect, it } from "vitest";
import { contactHistory } from "../contacts/history.ts";
import { getContacts } from "../contacts/service.ts";
import type { Principal } from "../context.ts";
import { undoOperation } from "../operations/service.ts";
import { deleteTag } from "../tags/service.ts";
import * as tags from "../tags/store.ts";
import { describeEachDatabase, type TestDatabase } from "../testing/databases.ts";
import { aContact, aMember, aPanel, aTag, aWorkspace } from "../testing/fixtures.ts";
import { changeTagsOfMany } from "./change-many.ts";
import { changeTags } from "./service.ts";
import { undoChanges } from "./undo.ts";

const agent = aMember("agent");
const admin = aMember("admin");

/** Three contacts and three tags, and what is done with them. */
async function aTeam(database: TestDatabase, settings: { undoDays?: number } = {}) {
  const workspace = await aWorkspace(database, { settings });
  const rows = [await aContact(workspace), await aContact(workspace), await aContact(workspace)] as const;
  const ids = [(await aTag(workspace)).id, (await aTag(workspace)).id, (await aTag(workspace)).id] as const;
  const refs = rows.map(({ id }) => ({ id }));
  return {
    workspace,
    rows,
    ids,
    many: async (input: Partial<ChangeTagsOfMany>, who: Principal = agent) => {
      const all = { contacts: refs, add: [], remove: [], ...input };
      const { operationId } = await workspace.write(who, (ctx) => changeTagsOfMany(ctx, all));
      return operationId ?? 0;
    },
    one: (contact: number, add: number[], remove: number[] = []) =>
      workspace.write(agent, (ctx) => changeTags(ctx, { contact: { id: contact }, add, remove })),
    undo: (id: number, who: Principal = agent) => workspace.write(who, (ctx) => undoOperation(ctx, { id })),
    undoOne: (contact: number, seq: number) =>
      workspace.write(agent, (ctx) => undoChanges(ctx, { contact: { id: contact }, seqs: [seq] })),
    history: (contact: number) =>
      workspace.read(agent, (ctx) => contactHistory(ctx, { contact: { id: contact }, limit: 100 })),
    state: () =>
      workspace.read(agent, async (ctx) => ({
        contacts: (await getContacts(ctx, refs)).contacts.map((contact) => contact.tags),
        counts: await tags.counts(ctx),
      })),
    tagsOf: async () =>
      (await workspace.read(agent, (ctx) => getContacts(ctx, refs))).contacts.map((contact) =>
        contact.tags.map(({ id }) => id).toSorted((x, y) => x - y),
      ),
    names: async () =>
      [...(await workspace.read(agent, tags.vocabulary)).values()].filter((word) => !word.deleted),
  };
}

describeEachDatabase("undoing what was done to several contacts", (database) => {
  it("makes all as it was before, to the instant, and is itself in their histories", async () => {
    const { workspace, rows, ids, many, one, undo, history, state } = await aTeam(database());
    const [a, b, c] = ids;
    await one(rows[0].id, [a, b]);
    await one(rows[1].id, [b]);
    const before = await state();
    const operation = await many({ add: [a, c], remove: [b] });
    workspace.clock.advance(1_000);
    const undone = await undo(operation);
    expect(undone).toMatchObject({ tag: null, leftAlone: 0 });
    expect(undone.contacts.map(({ id }) => id)).toEqual(rows.map(({ id }) => id));
    const after = await state();
    expect(after.contacts).toEqual(before.contacts);
    expect(undone.contacts.map((contact) => contact.tags)).toEqual(before.contacts);
    for (const id of ids) expect(after.counts.get(id) ?? 0).toBe(before.counts.get(id) ?? 0);
    const { items } = await history(rows[1].id);
    expect(items.map(({ kind, tag, undo: back, undone: taken }) => [kind, tag.id, back, taken])).toEqual([
      ...items.slice(0, 3).map(({ kind, tag }) => [kind, tag.id, true, false]),
      ...items.slice(3, 6).map(({ kind, tag }) => [kind, tag.id, false, true]),
      ["added", b, false, false],
    ]);
    await expect(undo(operation)).rejects.toEqual(new DomainError("undo_already_done"));
  });

  it("leaves alone what was changed again since, and says how much", async () => {
    const { rows, ids, many, one, undo, tagsOf } = await aTeam(database());
    const [a, b, c] = ids;
    for (const { id } of rows) await one(id, [c]);
    const operation = await many({ add: [a, b], remove: [c] });
    // Off and on again: it looks the same, but somebody meant it.
    await one(rows[0].id, [], [a]);
    await one(rows[0].id, [a]);
    await one(rows[1].id, [], [b]);
    await one(rows[2].id, [c]);
    expect(await undo(operation)).toMatchObject({ leftAlone: 3 });
    expect(await tagsOf()).toEqual([[a, c], [c], [c]]);
  });

  it("leaves alone what its entry's own undo took back, and the other way round", async () => {
    const { rows, ids, many, undo, undoOne, history, tagsOf } = await aTeam(database());
    const [a] = ids;
    const operation = await many({ add: [a] });
    const [entry] = (await history(rows[0].id)).items;
    await undoOne(rows[0].id, entry?.seq ?? 0);
    expect(await tagsOf()).toEqual([[], [a], [a]]);
    const [other] = (await history(rows[1].id)).items;
    expect(await undo(operation)).toMatchObject({ leftAlone: 1 });
    expect(await tagsOf()).toEqual([[], [], []]);
    await expect(undoOne(rows[1].id, other?.seq ?? 0)).rejects.toEqual(new DomainError("undo_already_done"));
  });

  it("cannot give a deleted tag back, but takes one away", async () => {
    const { workspace, rows, ids, many, one, undo, tagsOf } = await aTeam(database());
    const [a, b, c] = ids;
    for (const { id } of rows) await one(id, [c]);
    const operation = await many({ add: [a, b], remove: [c] });
    const deletions: number[] = [];
    for (const id of [b, c]) {
      const { operationId } = await workspace.write(admin, (ctx) => deleteTag(ctx, { id }));
      deletions.push(operationId);
    }
    expect(await undo(operation)).toMatchObject({ leftAlone: 3 });
    for (const id of deletions) await workspace.write(admin, (ctx) => undoOperation(ctx, { id }));
    expect(await tagsOf()).toEqual([[], [], []]);
  });

  it("is refused when nothing is left to take back, and stays so", async () => {
    const { ids, many, undo } = await aTeam(database());
    const operation = await many({ add: ids.slice(0, 1) });
    await many({ remove: ids.slice(0, 1) });
    for (let i = 0; i < 2; i += 1) {
      await expect(undo(operation)).rejects.toEqual(new DomainError("undo_superseded"));
    }
  });

  it("is for who did it, and for admins, as long as the workspace allows", async () => {
    const { workspace, ids, many, undo, tagsOf } = await aTeam(database(), { undoDays: 1 });
    const operation = await many({ add: ids.slice(0, 1) });
    const other = aMember("agent", "user-other");
    await expect(undo(operation, other)).rejects.toEqual(new DomainError("undo_not_yours"));
    await expect(undo(operation, aMember("viewer"))).rejects.toMatchObject({ code: "forbidden" });
    await expect(undo(operation, aPanel())).rejects.toEqual(new DomainError("undo_not_yours"));
    await undo(operation, admin);
    expect(await tagsOf()).toEqual([[], [], []]);
    const late = await many({ add: ids.slice(0, 1) });
    workspace.clock.advance(86_400_000);
    await expect(undo(late)).rejects.toEqual(new DomainError("undo_expired"));
  });

  it("is not there for a session that may not see all of its contacts", async () => {
    const { rows, ids, many, undo } = await aTeam(database());
    const panel = aPanel();
    const operation = await many({ add: ids.slice(0, 1) }, panel);
    const limited = (n: number, role: Role = "agent") =>
      aPanel({ role, contacts: new Set(rows.slice(0, n).map((row) => row.external_id)) });
    await expect(undo(operation, limited(2))).rejects.toEqual(new DomainError("operation_not_found"));
    await expect(undo(operation, limited(2, "admin"))).rejects.toEqual(
      new DomainError("operation_not_found"),
    );
    expect((await undo(operation, limited(3))).contacts).toHaveLength(3);
  });

  it("asks only about the contacts that the operation changed", async () => {
    const { rows, ids, many, one, undo } = await aTeam(database());
    await one(rows[2].id, [ids[0]]);
    const operation = await many({ add: ids.slice(0, 1) }, aPanel());
    const limited = aPanel({ contacts: new Set([rows[0].external_id, rows[1].external_id]) });
    expect((await undo(operation, limited)).contacts.map(({ id }) => id)).toEqual([rows[0].id, rows[1].id]);
  });

  it("takes a tag that it made with it, unless somebody has used it otherwise", async () => {
    const { rows, many, undo, undoOne, one, history, names } = await aTeam(database());
    await undo(await many({ create: { name: "New" } }));
    expect(await names()).toHaveLength(3);

    const used = await many({ contacts: [{ id: rows[0].id }, { id: rows[1].id }], create: { name: "New" } });
    const id = (await names()).find(({ name }) => name === "New")?.id ?? 0;
    await one(rows[2].id, [id]);
    await one(rows[2].id, [], [id]);
    await undo(used);
    expect(await names()).toHaveLength(4);

    // One by one it goes with the last, and then there is nothing left of the operation.
    const operation = await many({ create: { name: "Newer" } });
    for (const [at, row] of rows.entries()) {
      expect(await names()).toHaveLength(5);
      const [entry] = (await history(row.id)).items;
      await undoOne(row.id, entry?.seq ?? at);
    }
    expect(await names()).toHaveLength(4);
    await expect(undo(operation)).rejects.toEqual(new DomainError("undo_superseded"));
  });
});
