import type { TagEntry } from "@tagdeck/core/history/entry";
import type { HistoryFilter } from "@tagdeck/core/history/inputs";
import { expect, it } from "vitest";
import { changeTags } from "../assignments/service.ts";
import { undoChanges } from "../assignments/undo.ts";
import { eraseContact } from "../contacts/erase.ts";
import { createKernel } from "../context.ts";
import { describeEachDatabase } from "../testing/databases.ts";
import {
  aClock,
  aContact,
  aMember,
  anImport,
  aTag,
  aWorkspace,
  type TestWorkspace,
} from "../testing/fixtures.ts";
import { tagEntries } from "./of-tag.ts";
import { historyPeople } from "./people.ts";

const admin = aMember("admin");
const agent = aMember("agent");

async function pages(workspace: TestWorkspace, tagId: number, limit: number, filter: HistoryFilter = {}) {
  const items: TagEntry[] = [];
  let cursor: string | null = null;
  do {
    const page: Awaited<ReturnType<typeof tagEntries>> = await workspace.read(agent, (ctx) =>
      tagEntries(ctx, { tagId, limit, cursor, ...filter }),
    );
    expect(page.items.length).toBeLessThanOrEqual(limit);
    items.push(...page.items);
    cursor = page.nextCursor;
  } while (cursor !== null);
  return items;
}

describeEachDatabase("the history of a tag's contacts", (database) => {
  it("has a line for each single change and one for each bulk change, with whose and of how many", async () => {
    const workspace = await aWorkspace(database());
    const tag = await aTag(workspace);
    const one = await aContact(workspace, { name: "Mei" });
    const two = await aContact(workspace);
    const change = (id: number, what: "add" | "remove", who = agent) =>
      workspace.write(who, (ctx) =>
        changeTags(ctx, { contact: { id }, add: [], remove: [], [what]: [tag.id] }),
      );
    await change(one.id, "add");
    await change(one.id, "remove", admin);
    await anImport(workspace, { contacts: [one.id, two.id], tags: [tag.id] }, admin);
    const { changes } = await change(two.id, "remove");
    await workspace.write(admin, (ctx) =>
      undoChanges(ctx, { contact: { id: two.id }, seqs: changes.map(({ seq }) => seq) }),
    );
    const brief = (entries: TagEntry[]) =>
      entries.map(
        ({ kind, contact, contactCount, source, undo, undone }) =>
          `${kind} ${contact?.id === one.id ? "Mei" : (contact?.name ?? contactCount)} ${source}${undo ? " undo" : ""}${undone ? " undone" : ""}`,
      );
    const all = [
      `added ${two.name} admin undo`,
      `removed ${two.name} agent undone`,
      "added 2 import",
      "removed Mei admin",
      "added Mei agent",
    ];
    for (const limit of [1, 2, 50]) expect(brief(await pages(workspace, tag.id, limit))).toEqual(all);
    const [, , bulk] = await pages(workspace, tag.id, 50);
    expect(bulk).toMatchObject({ origin: "crm.csv", actor: { name: "The admin" }, contact: null });

    const { people } = await workspace.read(agent, historyPeople);
    const idOf = (name: string) => people.find((person) => person.name === name)?.id ?? 0;
    const filtered = async (filter: HistoryFilter) => brief(await pages(workspace, tag.id, 1, filter));
    expect(await filtered({ actorId: idOf("The agent") })).toEqual([all[1], all[4]]);
    expect(await filtered({ actorId: idOf("The admin") })).toEqual([all[0], all[2], all[3]]);
    expect(await filtered({ kinds: ["added"] })).toEqual([all[0], all[2], all[4]]);
    expect(await filtered({ kinds: ["expired"] })).toEqual([]);
    expect(await filtered({ sources: ["import", "agent"] })).toEqual([all[1], all[2], all[4]]);
    expect(await filtered({ from: "2026-03-02" })).toEqual([]);
    expect(await filtered({ to: "2026-03-01" })).toEqual(all);

    await workspace.write(admin, (ctx) => eraseContact(ctx, { contact: { id: two.id } }));
    expect(brief(await pages(workspace, tag.id, 50))).toEqual(["added 1 import", all[3], all[4]]);
  });

  it("is paged without loss where many are of one instant", async () => {
    const clock = aClock();
    const now = clock.now();
    const kernel = createKernel(database().handle, () => now);
    const workspace = await aWorkspace(database(), { kernel, clock });
    const tag = await aTag(workspace);
    const ids: number[] = [];
    for (let i = 0; i < 5; i += 1) ids.push((await aContact(workspace)).id);
    await anImport(workspace, { contacts: ids.slice(0, 2), tags: [tag.id] });
    for (const id of ids) {
      await workspace.write(agent, (ctx) => changeTags(ctx, { contact: { id }, add: [], remove: [tag.id] }));
      await workspace.write(agent, (ctx) => changeTags(ctx, { contact: { id }, add: [tag.id], remove: [] }));
    }
    await anImport(workspace, { contacts: [(await aContact(workspace)).id], tags: [tag.id] });
    const whole = (await pages(workspace, tag.id, 50)).map(({ seq }) => seq);
    expect(whole).toHaveLength(9);
    for (const limit of [1, 2, 3, 4]) {
      expect((await pages(workspace, tag.id, limit)).map(({ seq }) => seq)).toEqual(whole);
    }
  });

  it("is not for panels, nor of tags that are not there", async () => {
    const workspace = await aWorkspace(database());
    const read = workspace.read(agent, (ctx) => tagEntries(ctx, { tagId: 900_000_001, limit: 1 }));
    await expect(read).rejects.toMatchObject({ code: "tag_not_found" });
  });
});
