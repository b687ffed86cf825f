import { expect, it } from "vitest";
import { give, given } from "../assignments/give-store.ts";
import { changeTags } from "../assignments/service.ts";
import { undoChanges } from "../assignments/undo.ts";
import { eraseContact } from "../contacts/erase.ts";
import { contactHistory } from "../contacts/history.ts";
import { undoOperation } from "../operations/service.ts";
import { getTag } from "../tags/list.ts";
import { deleteTag } from "../tags/service.ts";
import * as tags from "../tags/store.ts";
import { tagTrend } from "../tags/trend.ts";
import { describeEachDatabase, type TestDatabase } from "../testing/databases.ts";
import { aContact, aMember, anImport, aTag, aWorkspace } from "../testing/fixtures.ts";
import * as origins from "./origins.ts";

const admin = aMember("admin");
const agent = aMember("agent");
const day = 86_400_000;

async function aShop(database: TestDatabase) {
  const workspace = await aWorkspace(database);
  const [one, two] = [(await aContact(workspace)).id, (await aContact(workspace)).id];
  const tag = await aTag(workspace, { name: "VIP" });
  return {
    workspace,
    one,
    two,
    tag,
    change: (id: number, what: "add" | "remove") =>
      workspace.write(agent, (ctx) =>
        changeTags(ctx, { contact: { id }, add: [], remove: [], [what]: [tag.id] }),
      ),
    undo: (id: number, seq: number, who = admin) =>
      workspace.write(who, (ctx) => undoChanges(ctx, { contact: { id }, seqs: [seq] })),
    history: async (id: number, limit = 10) =>
      (await workspace.read(agent, (ctx) => contactHistory(ctx, { contact: { id }, limit }))).items,
  };
}

describeEachDatabase("what a bulk change implies", (database) => {
  it("is in a contact's history, with who did it and from which file, also after the tag has gone", async () => {
    const { workspace, one, tag, change, history } = await aShop(database());
    const { at } = await anImport(workspace, { contacts: [one], tags: [tag.id] }, admin);
    const added = {
      kind: "added",
      at: new Date(at).toISOString(),
      tag: { name: "VIP" },
      actor: { name: "The admin" },
      source: "import",
      origin: "crm.csv",
      undo: false,
      undone: false,
    };
    expect(await history(one)).toMatchObject([added]);
    await change(one, "remove");
    expect(await history(one)).toMatchObject([{ kind: "removed", source: "agent", origin: null }, added]);
    await change(one, "add");
    await change(one, "remove");
    expect((await history(one)).map(({ kind }) => kind)).toEqual(["removed", "added", "removed", "added"]);
  });

  it("counts once, and is as it was, when its removal is taken back", async () => {
    const { workspace, one, tag, change, undo, history } = await aShop(database());
    const origin = await anImport(workspace, { contacts: [one], tags: [tag.id] });
    const { changes } = await change(one, "remove");
    await undo(one, changes[0]?.seq ?? 0);
    expect((await history(one)).map(({ kind, undo: back, undone }) => [kind, back, undone])).toEqual([
      ["added", true, false],
      ["removed", false, true],
      ["added", false, false],
    ]);
    const row = await workspace.read(admin, (ctx) =>
      ctx.db.selectFrom("contact_tag").selectAll().where("contact_id", "=", one).executeTakeFirst(),
    );
    expect(row).toMatchObject({ first_at: origin.at, last_at: origin.at, origin_id: origin.id });
  });

  it("can be taken back of one contact, once, and not when the tag was changed since", async () => {
    const { workspace, one, two, tag, change, undo, history } = await aShop(database());
    await anImport(workspace, { contacts: [one, two], tags: [tag.id] });
    const [mine] = await history(one);
    await expect(undo(one, mine?.seq ?? 0, agent)).rejects.toMatchObject({ code: "undo_not_yours" });
    await undo(one, mine?.seq ?? 0);
    expect((await history(one)).map(({ kind, undone }) => [kind, undone])).toEqual([
      ["removed", false],
      ["added", true],
    ]);
    await expect(undo(one, mine?.seq ?? 0)).rejects.toMatchObject({ code: "undo_already_done" });
    await change(two, "remove");
    const other = (await history(two)).at(-1);
    await expect(undo(two, other?.seq ?? 0)).rejects.toMatchObject({ code: "undo_superseded" });
  });

  it("leaves out whoever got or lost the tag since its instant: that was the later word", async () => {
    const { workspace, one, two, tag, change, history } = await aShop(database());
    const origin = await workspace.write(admin, async (ctx) => {
      const made = await origins.insert(ctx, { source: "import", name: "" });
      await origins.open(ctx, made, [tag.id]);
      return made;
    });
    await change(one, "add");
    await change(one, "remove");
    const gave = await workspace.write(admin, (ctx) =>
      give(ctx, origin, [given(ctx, origin, one, tag), given(ctx, origin, two, tag)]),
    );
    expect(gave.map((row) => row.contact_id)).toEqual([two]);
    expect((await history(one)).map(({ kind }) => kind)).toEqual(["removed", "added"]);
    expect(await history(two)).toMatchObject([{ kind: "added", origin: null }]);
  });

  it("is filtered and paged like any other entry, and in order with them", async () => {
    const { workspace, one, tag, change } = await aShop(database());
    await change(one, "add");
    await change(one, "remove");
    workspace.clock.advance(2 * day);
    await anImport(workspace, { contacts: [one], tags: [tag.id, (await aTag(workspace)).id] });
    workspace.clock.advance(2 * day);
    await change(one, "remove");
    const read = async (filter: Partial<Parameters<typeof contactHistory>[1]>) => {
      const kinds: string[] = [];
      let cursor: string | null = null;
      do {
        const page: Awaited<ReturnType<typeof contactHistory>> = await workspace.read(agent, (ctx) =>
          contactHistory(ctx, { contact: { id: one }, limit: 1, cursor, ...filter }),
        );
        kinds.push(...page.items.map(({ kind, source }) => `${kind} ${source}`));
        cursor = page.nextCursor;
      } while (cursor !== null);
      return kinds;
    };
    const all = ["removed agent", "added import", "added import", "removed agent", "added agent"];
    expect(await read({})).toEqual(all);
    expect(await read({ sources: ["import"] })).toEqual(["added import", "added import"]);
    expect(await read({ sources: ["import"], tagId: tag.id })).toEqual(["added import"]);
    expect(await read({ kinds: ["removed"] })).toEqual(["removed agent", "removed agent"]);
    // 1 March 13:00 in Taipei is when it begins.
    expect(await read({ from: "2026-03-03", to: "2026-03-03" })).toEqual(["added import", "added import"]);
    expect(await read({ to: "2026-03-02" })).toEqual(["removed agent", "added agent"]);
    const actorId = await workspace.read(admin, async (ctx) => {
      const row = ctx.db.selectFrom("actor").select("id").where("workspace_id", "=", workspace.id);
      return (await row.where("kind", "=", "member").executeTakeFirstOrThrow()).id;
    });
    expect(await read({ actorId })).toEqual(["removed agent", "removed agent", "added agent"]);
    expect(await read({ actorId, kinds: ["expired", "tag"] })).toEqual([]);
  });

  it("is in a tag's trend, goes with an erased contact, and keeps a tag from being taken for unused", async () => {
    const { workspace, one, two, tag, change } = await aShop(database());
    await anImport(workspace, { contacts: [one, two], tags: [tag.id] });
    workspace.clock.advance(day);
    await change(one, "remove");
    const trend = async () =>
      (await workspace.read(admin, (ctx) => tagTrend(ctx, tag.id))).days.slice(-3).map(({ count }) => count);
    expect(await trend()).toEqual([0, 2, 1]);
    const erased = await workspace.write(admin, (ctx) => eraseContact(ctx, { contact: { id: one } }));
    expect(erased).toMatchObject({ tags: 0, events: 2 });
    expect(await trend()).toEqual([0, 1, 1]);
    expect((await workspace.read(admin, (ctx) => getTag(ctx, tag.id))).contactCount).toBe(1);

    // A tag that was created and applied in one step, and then given by a file.
    const made = await workspace.write(agent, (ctx) =>
      changeTags(ctx, { contact: { id: two }, add: [], remove: [], create: { name: "New" } }),
    );
    const [created] = made.changes;
    const third = await aContact(workspace);
    await anImport(workspace, { contacts: [third.id], tags: [created?.tagId ?? 0] });
    await workspace.write(admin, (ctx) => eraseContact(ctx, { contact: { id: third.id } }));
    await workspace.write(agent, (ctx) =>
      undoChanges(ctx, { contact: { id: two }, seqs: [created?.seq ?? 0] }),
    );
    const names = await workspace.read(admin, async (ctx) =>
      [...(await tags.vocabulary(ctx)).values()].filter(({ deleted }) => !deleted).map(({ name }) => name),
    );
    // The contact that had it otherwise was erased with all that was known of it.
    expect(names).toEqual(["VIP"]);
  });

  it("shows the deletion of a tag to whom a file gave it, but not while the tag was off", async () => {
    const { workspace, one, two, tag, change, undo, history } = await aShop(database());
    await anImport(workspace, { contacts: [one, two], tags: [tag.id] });
    const { changes } = await change(one, "remove");
    const { operationId } = await workspace.write(admin, (ctx) => deleteTag(ctx, { id: tag.id }));
    await workspace.write(admin, (ctx) => undoOperation(ctx, { id: operationId }));
    await undo(one, changes[0]?.seq ?? 0);
    expect((await history(one)).map(({ kind }) => kind)).toEqual(["added", "removed", "added"]);
    expect((await history(two)).map(({ kind }) => kind)).toEqual(["tag_restored", "tag_deleted", "added"]);
  });
});
