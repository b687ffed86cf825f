import { expect, it } from "vitest";
import { changeTags } from "../assignments/service.ts";
import { undoChanges } from "../assignments/undo.ts";
import { describeEachDatabase } from "../testing/databases.ts";
import { aContact, aMember, aTag, aWorkspace } from "../testing/fixtures.ts";
import { updateWorkspace } from "../workspaces/service.ts";
import { countHour, showHour } from "./count-hour.ts";
import { indexTags } from "./index-tags.ts";
import { getTag, listTags } from "./list.ts";
import { nearTags } from "./suggest.ts";
import { deleteTag } from "./service.ts";
import { tagTrend } from "./trend.ts";

const admin = aMember("admin");
const hour = 3_600_000;
const noon = Date.parse("2026-03-04T12:00:00Z");
const list = { search: "", sort: "contacts", direction: "desc", limit: 50 } as const;
const index = { tab: "all", search: "", sort: "name", direction: "asc", first: 50 } as const;

describeEachDatabase("counting by the hour", (database) => {
  async function prepare(timeZone = "Asia/Taipei") {
    const workspace = await aWorkspace(database(), { timeZone, settings: { countMode: "hourly" } });
    const change = (contact: number, tag: number, what: "add" | "remove") =>
      workspace.write(admin, (ctx) =>
        changeTags(ctx, { contact: { id: contact }, add: [], remove: [], [what]: [tag] }),
      );
    const shown = async (id: number) => (await workspace.read(admin, (ctx) => getTag(ctx, id))).contactCount;
    const count = async () => {
      const counted = await workspace.read(admin, countHour);
      if (counted) await workspace.write(admin, (ctx) => showHour(ctx, counted));
      return counted !== null;
    };
    return { workspace, change, shown, count };
  }

  it("shows what was at the full hour, however late it is counted and whatever happened since", async () => {
    const { workspace, change, shown, count } = await prepare();
    workspace.clock.set(noon - 1_000);
    const tag = await aTag(workspace);
    const other = await aTag(workspace);
    const people = [await aContact(workspace), await aContact(workspace), await aContact(workspace)];
    const [first = 0, second = 0, third = 0] = people.map(({ id }) => id);
    await change(first, tag.id, "add");
    await change(second, tag.id, "add");
    expect(await shown(tag.id)).toBeNull();

    workspace.clock.set(noon + 20 * 60_000);
    const { changes } = await change(first, tag.id, "remove");
    await change(third, tag.id, "add");
    await change(third, other.id, "add");
    await workspace.write(admin, (ctx) =>
      undoChanges(ctx, { contact: { id: first }, seqs: changes.map(({ seq }) => seq) }),
    );
    const late = await aTag(workspace);
    expect(await count()).toBe(true);
    expect([await shown(tag.id), await shown(other.id), await shown(late.id)]).toEqual([2, 0, null]);
    const page = await workspace.read(admin, (ctx) => listTags(ctx, list));
    expect(page.countedAt).toBe("2026-03-04T12:00:00.000Z");
    expect(page.items.map(({ id, contactCount }) => [id, contactCount])).toEqual([
      [tag.id, 2],
      [other.id, 0],
      [late.id, null],
    ]);

    // Nothing moves within the hour; then all does.
    await change(second, late.id, "add");
    expect(await count()).toBe(false);
    expect([await shown(tag.id), await shown(late.id)]).toEqual([2, null]);
    workspace.clock.set(noon + hour);
    expect(await count()).toBe(true);
    expect([await shown(tag.id), await shown(other.id), await shown(late.id)]).toEqual([3, 1, 1]);
  });

  it("previews exactly all the same", async () => {
    const { workspace, change } = await prepare();
    const tag = await aTag(workspace, { name: "Refunds" });
    await change((await aContact(workspace)).id, tag.id, "add");
    const near = await workspace.read(admin, (ctx) => nearTags(ctx, { name: "refund" }));
    expect(near.similar[0]?.contactCount).toBe(1);
    const deleted = await workspace.write(admin, (ctx) => deleteTag(ctx, { id: tag.id }));
    expect(deleted.contactCount).toBe(1);
  });

  it("is by the workspace's clock, where the hour is not UTC's", async () => {
    const { workspace, count } = await prepare("Asia/Kolkata");
    workspace.clock.set(noon + 10 * 60_000);
    await count();
    const read = await workspace.read(admin, (ctx) => indexTags(ctx, index));
    expect(read.countedAt).toBe("2026-03-04T11:30:00.000Z");
  });

  it("begins when it is chosen, and ends when it is chosen no longer", async () => {
    const workspace = await aWorkspace(database());
    const tag = await aTag(workspace);
    workspace.clock.set(noon);
    const choose = (countMode: "live" | "hourly") =>
      workspace.write(admin, (ctx) => updateWorkspace(ctx, { settings: { countMode } }));
    await choose("hourly");
    const hourly = await workspace.read(admin, (ctx) => indexTags(ctx, index));
    expect([hourly.countedAt, hourly.items[0]?.contactCount]).toEqual(["2026-03-04T12:00:00.000Z", 0]);
    await choose("live");
    const live = await workspace.read(admin, (ctx) => indexTags(ctx, index));
    expect([live.countedAt, live.items[0]?.id]).toEqual([null, tag.id]);
    expect(await workspace.read(admin, countHour)).toBeNull();
  });
});

describeEachDatabase("the trend of a tag", (database) => {
  it("says how many contacts had it at the end of each day, and now", async () => {
    const workspace = await aWorkspace(database(), { timeZone: "Asia/Taipei" });
    const day = 24 * hour;
    const start = Date.parse("2026-03-04T04:00:00Z");
    workspace.clock.set(start - 100 * day);
    const tag = await aTag(workspace);
    const people: number[] = [];
    for (let i = 0; i < 6; i += 1) people.push((await aContact(workspace)).id);
    const change = (contact: number | undefined, what: "add" | "remove") =>
      workspace.write(admin, (ctx) =>
        changeTags(ctx, { contact: { id: contact ?? 0 }, add: [], remove: [], [what]: [tag.id] }),
      );
    await change(people[0], "add");
    workspace.clock.set(start - 50 * day);
    await change(people[1], "add");
    await change(people[2], "add");
    workspace.clock.set(start - 2 * day);
    await change(people[1], "remove");
    // Just before and just after midnight in Taipei.
    workspace.clock.set(Date.parse("2026-03-03T15:59:59Z"));
    await change(people[3], "add");
    workspace.clock.set(Date.parse("2026-03-03T16:00:01Z"));
    await change(people[4], "add");
    await change(people[5], "add");
    await change(people[5], "remove");

    workspace.clock.set(start);
    const { days } = await workspace.read(admin, (ctx) => tagTrend(ctx, tag.id));
    expect(days).toHaveLength(90);
    expect(days[0]).toEqual({ date: "2025-12-05", count: 1 });
    expect(days[38]).toEqual({ date: "2026-01-12", count: 1 });
    expect(days[39]).toEqual({ date: "2026-01-13", count: 3 });
    expect(days.slice(-3)).toEqual([
      { date: "2026-03-02", count: 2 },
      { date: "2026-03-03", count: 3 },
      { date: "2026-03-04", count: 4 },
    ]);
  });
});
