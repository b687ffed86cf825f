import type { HygieneList } from "@tagdeck/core/tags/hygiene";
import { expect, it } from "vitest";
import { changeTags } from "../assignments/service.ts";
import { undoChanges } from "../assignments/undo.ts";
import * as origins from "../history/origins.ts";
import { describeEachDatabase } from "../testing/databases.ts";
import { aContact, aMember, aTag, aWorkspace, type TestWorkspace } from "../testing/fixtures.ts";
import { listHygiene } from "./hygiene.ts";
import { deleteTag } from "./service.ts";

const admin = aMember("admin");
const day = 86_400_000;

async function change(
  workspace: TestWorkspace,
  contactId: number,
  tagIds: { add?: number[]; remove?: number[] },
) {
  const { changes } = await workspace.write(admin, (ctx) =>
    changeTags(ctx, { contact: { id: contactId }, add: tagIds.add ?? [], remove: tagIds.remove ?? [] }),
  );
  return changes.map(({ seq }) => seq);
}

const list = (workspace: TestWorkspace, which: HygieneList) =>
  workspace.read(admin, (ctx) => listHygiene(ctx, { list: which, limit: 50 }));

const names = async (workspace: TestWorkspace, which: HygieneList) =>
  (await list(workspace, which)).items.map(({ name }) => name);

describeEachDatabase("tags that may not be needed", (database) => {
  it("are those that no contact has, that one has, and that nobody was given for 90 days", async () => {
    const workspace = await aWorkspace(database());
    const [old, once, twice, left, gone] = [
      await aTag(workspace, { name: "Old" }),
      await aTag(workspace, { name: "Once" }),
      await aTag(workspace, { name: "Twice" }),
      await aTag(workspace, { name: "Left" }),
      await aTag(workspace, { name: "Gone" }),
    ];
    const [a, b] = [(await aContact(workspace)).id, (await aContact(workspace)).id];
    await change(workspace, a, { add: [old.id, twice.id, left.id] });
    await change(workspace, b, { add: [old.id] });
    await workspace.write(admin, (ctx) => deleteTag(ctx, { id: gone.id }));
    expect(await names(workspace, "stale")).toEqual([]);
    expect((await list(workspace, "unused")).totals).toEqual({ unused: 1, once: 2, stale: 0 });

    workspace.clock.advance(60 * day);
    await change(workspace, b, { add: [twice.id] });
    await change(workspace, a, { add: [once.id], remove: [left.id] });
    const usedAt = workspace.clock.now();
    workspace.clock.advance(31 * day);
    const fresh = await aTag(workspace, { name: "Fresh" });

    expect(await names(workspace, "unused")).toEqual(["Left", "Fresh"]);
    expect(await names(workspace, "once")).toEqual(["Once"]);
    // Taken from a contact is not given.
    expect(await names(workspace, "stale")).toEqual(["Left", "Old"]);
    const unused = await list(workspace, "unused");
    expect(unused.ids).toEqual([left.id, fresh.id]);
    expect(unused.items.map(({ lastAppliedAt }) => lastAppliedAt !== null)).toEqual([true, false]);
    const [only] = (await list(workspace, "once")).items;
    expect(only).toMatchObject({ id: once.id, contactCount: 1 });
    expect(Math.abs(Date.parse(only?.lastAppliedAt ?? "") - usedAt)).toBeLessThan(1_000);
  });

  it("count from when a tag was made if it was never given, and leave out what was taken back", async () => {
    const workspace = await aWorkspace(database());
    const never = await aTag(workspace, { name: "Never" });
    const undone = await aTag(workspace, { name: "Undone" });
    const [a, b] = [(await aContact(workspace)).id, (await aContact(workspace)).id];
    await change(workspace, a, { add: [undone.id] });
    const first = (await list(workspace, "once")).items[0]?.lastAppliedAt;
    workspace.clock.advance(89 * day);
    expect(await names(workspace, "stale")).toEqual([]);

    const undo = (contactId: number, seqs: number[]) =>
      workspace.write(admin, (ctx) => undoChanges(ctx, { contact: { id: contactId }, seqs }));
    await undo(b, await change(workspace, b, { add: [undone.id] }));
    // What an undo gives back was given before.
    await undo(a, await change(workspace, a, { remove: [undone.id] }));
    workspace.clock.advance(2 * day);
    const stale = await list(workspace, "stale");
    expect(stale.items.map(({ id, lastAppliedAt }) => [id, lastAppliedAt])).toEqual([
      [never.id, null],
      [undone.id, first],
    ]);
  });

  it("know what a bulk change gave", async () => {
    const workspace = await aWorkspace(database());
    const [given, opened] = [
      await aTag(workspace, { name: "Given" }),
      await aTag(workspace, { name: "Opened" }),
    ];
    workspace.clock.advance(89 * day);
    const at = await workspace.write(admin, async (ctx) => {
      const origin = await origins.insert(ctx, { source: "import", name: "people.csv" });
      await origins.open(ctx, origin, [given.id, opened.id]);
      await origins.count(ctx, [{ contactId: 1, originId: origin.id, tagId: given.id }], 1);
      return origin.at;
    });
    workspace.clock.advance(2 * day);
    expect(await names(workspace, "stale")).toEqual(["Opened"]);
    const { items } = await list(workspace, "unused");
    expect(items.map(({ lastAppliedAt }) => lastAppliedAt && Date.parse(lastAppliedAt))).toEqual([null, at]);
  });

  it("come page by page, with all ids beside the first page", async () => {
    const workspace = await aWorkspace(database());
    const made: number[] = [];
    for (let i = 0; i < 5; i += 1) made.push((await aTag(workspace)).id);
    const seen: number[] = [];
    let cursor: string | null = null;
    do {
      const page: Awaited<ReturnType<typeof listHygiene>> = await workspace.read(admin, (ctx) =>
        listHygiene(ctx, { list: "unused", limit: 2, cursor }),
      );
      expect(page.ids).toEqual(cursor === null ? made : null);
      seen.push(...page.items.map(({ id }) => id));
      cursor = page.nextCursor;
    } while (cursor !== null);
    expect(seen).toEqual(made);
  });
});
