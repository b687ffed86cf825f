import type { GetInsights } from "@tagdeck/core/insights/inputs";
import { lastDays } from "@tagdeck/core/workspaces/clock";
import { expect, it } from "vitest";
import { changeTags } from "../assignments/service.ts";
import { deleteTag } from "../tags/service.ts";
import { describeEachDatabase } from "../testing/databases.ts";
import { aContact, aMember, aPanel, aTag, aWorkspace, type TestWorkspace } from "../testing/fixtures.ts";
import { carryOut, merge } from "../testing/merges.ts";
import { getInsights, stretches } from "./get-insights.ts";

const owner = aMember("owner");
const admin = aMember("admin");
const agent = aMember("agent");
const day = 86_400_000;
const hour = 3_600_000;

it("counts days of 24 hours together, and a day on which the clocks change by itself", () => {
  const dates = lastDays(Date.parse("2026-04-10T12:00Z"), "Europe/Berlin", 30);
  const end = Date.parse("2026-04-10T12:00Z") + 1;
  const found = stretches(dates, end);
  expect(found.reduce((total, { days }) => total + days, 0)).toBe(30);
  expect(found.length).toBeLessThanOrEqual(3);
  // Each day of history falls on the day it is counted for.
  let at = 0;
  for (const { from, to, days } of found) {
    for (let place = 0; place < days; place += 1, at += 1) {
      const start = dates[at]?.from ?? 0;
      const last = (dates[at + 1]?.from ?? end) - 1;
      expect([start, last].map((instant) => Math.min(Math.floor((instant - from) / day), days - 1))).toEqual([
        place,
        place,
      ]);
      expect(last).toBeLessThan(to);
    }
  }
});

describeEachDatabase("insights", (database) => {
  const get = (workspace: TestWorkspace, who = owner, days: GetInsights["days"] = 30) =>
    workspace.read(who, (ctx) => getInsights(ctx, { days }));
  const change = (
    workspace: TestWorkspace,
    who: typeof owner,
    id: number,
    add: number[],
    remove: number[] = [],
  ) => workspace.write(who, (ctx) => changeTags(ctx, { contact: { id }, add, remove }));

  it("say what was given and taken on which day, what is on contacts, and which tags grow and shrink", async () => {
    const workspace = await aWorkspace(database());
    const [up, down, gone] = [await aTag(workspace), await aTag(workspace), await aTag(workspace)];
    const [one, two, three] = [
      await aContact(workspace),
      await aContact(workspace),
      await aContact(workspace),
    ];
    await change(workspace, admin, one.id, [down.id, gone.id]);
    await change(workspace, admin, two.id, [down.id]);
    workspace.clock.advance(40 * day);
    await change(workspace, agent, one.id, [up.id], [down.id]);
    workspace.clock.advance(2 * day);
    await change(workspace, admin, two.id, [up.id]);
    await workspace.write(admin, (ctx) => deleteTag(ctx, { id: gone.id }));
    const found = await get(workspace);
    expect(found.days.length).toBe(30);
    expect(found.days.slice(-4).map(({ added, removed, live }) => [added, removed, live])).toEqual([
      [0, 0, 2],
      [1, 1, 2],
      [0, 0, 2],
      [1, 0, 3],
    ]);
    expect(found.top.map(({ id, count }) => [id, count])).toEqual([
      [up.id, 2],
      [down.id, 1],
    ]);
    expect(found.growing.map(({ id, change: by }) => [id, by])).toEqual([[up.id, 2]]);
    expect(found.shrinking.map(({ id, change: by }) => [id, by])).toEqual([[down.id, -1]]);
    expect(found.contacts).toEqual({ total: 3, untagged: 1 });
    expect(three.id).toBeGreaterThan(0);
    const whole = await get(workspace, owner, 365);
    expect(whole.days.reduce((total, { added }) => total + added, 0)).toBe(4);
    expect(whole.days.at(-43)).toMatchObject({ added: 2, live: 2 });
  });

  it("know a tag that others were merged into for as big as it was on each day", async () => {
    const workspace = await aWorkspace(database());
    const [into, other] = [await aTag(workspace), await aTag(workspace)];
    const [one, two] = [await aContact(workspace), await aContact(workspace)];
    await change(workspace, admin, one.id, [into.id, other.id]);
    await change(workspace, admin, two.id, [other.id]);
    workspace.clock.advance(2 * day);
    const { operationId } = await merge(workspace, admin, [other.id], into.id);
    const seen = async () => {
      const found = await get(workspace);
      return {
        live: found.days.slice(-3).map(({ live }) => live),
        growing: found.growing.map(({ id, change: by }) => [id, by]),
        contacts: found.contacts,
      };
    };
    const expected = { live: [1, 1, 2], growing: [[into.id, 2]], contacts: { total: 2, untagged: 0 } };
    expect(await seen()).toEqual(expected);
    await carryOut(workspace, operationId);
    expect(await seen()).toEqual(expected);
  });

  it("know each day of the workspace's own, over a change of the clocks too", async () => {
    const workspace = await aWorkspace(database(), { timeZone: "Europe/Berlin" });
    const [tag, contact] = [await aTag(workspace), await aContact(workspace)];
    for (let i = 0; i < 60; i += 1) {
      await change(workspace, agent, contact.id, i % 2 === 0 ? [tag.id] : [], i % 2 === 0 ? [] : [tag.id]);
      workspace.clock.advance(3 * day + hour);
    }
    const { days } = await get(workspace, owner, 365);
    let live = 0;
    for (const { added, removed, live: shown } of days) {
      live += added - removed;
      expect(shown).toBe(live);
    }
    expect(days.reduce((total, { added, removed }) => total + added + removed, 0)).toBe(60);
    const { rows } = await workspace.read(owner, async (ctx) => ({
      rows: await ctx.db
        .selectFrom("tag_event")
        .select("at")
        .where("workspace_id", "=", workspace.id)
        .execute(),
    }));
    const format = new Intl.DateTimeFormat("sv", { timeZone: "Europe/Berlin", dateStyle: "short" });
    expect(days.filter(({ added, removed }) => added + removed > 0).map(({ date }) => date)).toEqual(
      rows.map(({ at }) => format.format(at)).toSorted(),
    );
  });

  it("show admins who gave how many tags, an agent only their own, and a panel nothing", async () => {
    const workspace = await aWorkspace(database());
    const [tag, other, contact] = [await aTag(workspace), await aTag(workspace), await aContact(workspace)];
    await change(workspace, agent, contact.id, [tag.id, other.id]);
    await change(workspace, aPanel({ name: "Mia" }) as typeof owner, contact.id, [], [tag.id]);
    await change(workspace, admin, contact.id, [tag.id]);
    const people = async (who: typeof owner) =>
      (await get(workspace, who)).people.map(({ name, added, isYou }) => [name, added, isYou]);
    expect(await people(admin)).toEqual([
      ["The agent", 2, false],
      ["The admin", 1, true],
    ]);
    expect(await people(agent)).toEqual([["The agent", 2, true]]);
    expect(await people(aMember("viewer"))).toEqual([]);
    const refused = workspace.read(aPanel(), (ctx) => getInsights(ctx, { days: 30 }));
    await expect(refused).rejects.toMatchObject({ code: "forbidden" });
  });
});
