import { dayBounds } from "@tagdeck/core/workspaces/clock";
import fc from "fast-check";
import { expect, it } from "vitest";
import { changeTags } from "../assignments/service.ts";
import { undoChanges } from "../assignments/undo.ts";
import { contactHistory } from "../contacts/history.ts";
import { undoOperation } from "../operations/service.ts";
import { deleteTag } from "../tags/service.ts";
import { describeEachDatabase } from "../testing/databases.ts";
import { aContact, aMember, anImport, aTag, aWorkspace, type TestWorkspace } from "../testing/fixtures.ts";
import { countOnDay, listOnDay } from "./on-day.ts";

const admin = aMember("admin");
const day = 86_400_000;

async function onDay(workspace: TestWorkspace, tagId: number, date: string, limit = 50) {
  const { count } = await workspace.read(admin, (ctx) => countOnDay(ctx, { tagId, day: date }));
  const ids: number[] = [];
  let cursor: string | null = null;
  do {
    const page: Awaited<ReturnType<typeof listOnDay>> = await workspace.read(admin, (ctx) =>
      listOnDay(ctx, { tagId, day: date, limit, cursor }),
    );
    ids.push(...page.items.map(({ id }) => id));
    cursor = page.nextCursor;
  } while (cursor !== null);
  expect(ids).toHaveLength(count);
  return ids;
}

function change(workspace: TestWorkspace, id: number, tagId: number, what: "add" | "remove") {
  return workspace.write(admin, (ctx) =>
    changeTags(ctx, { contact: { id }, add: [], remove: [], [what]: [tagId] }),
  );
}

const step = fc.record({
  contact: fc.nat({ max: 3 }),
  what: fc.constantFrom("add", "add", "remove", "remove", "import", "import", "undo", "undo", "delete"),
  /** Of the contact's latest entries, which is taken back. */
  entry: fc.nat({ max: 2 }),
});

describeEachDatabase("who had a tag on a day", (database) => {
  it("is who had it when the day ended, whatever was done since", { timeout: 60_000 }, async () => {
    const days = fc.array(fc.array(step, { maxLength: 4 }), { minLength: 6, maxLength: 12 });
    await fc.assert(
      fc.asyncProperty(days, async (all) => {
        const workspace = await aWorkspace(database(), { timeZone: "Asia/Taipei" });
        const tag = await aTag(workspace);
        const contacts: number[] = [];
        for (let i = 0; i < 4; i += 1) contacts.push((await aContact(workspace)).id);
        let deletion: number | null = null;
        const held = async () =>
          deletion !== null
            ? []
            : workspace.read(admin, async (ctx) => {
                const rows = ctx.db
                  .selectFrom("contact_tag")
                  .select("contact_id")
                  .where("tag_id", "=", tag.id);
                return (await rows.orderBy("contact_id", "desc").execute()).map((row) => row.contact_id);
              });
        const seen: [string, number[]][] = [];
        for (const [i, steps] of all.entries()) {
          const date = new Date(Date.UTC(2026, 2, 1 + i)).toISOString().slice(0, 10);
          const { from, to } = dayBounds(date, "Asia/Taipei");
          workspace.clock.set(from + 1_000);
          for (const { contact: index, what, entry } of steps) {
            const id = contacts[index] ?? 0;
            if (what === "import") await anImport(workspace, { contacts: [id], tags: [tag.id] });
            else if (what === "add" || what === "remove") {
              await change(workspace, id, tag.id, what).catch(() => undefined);
            } else if (what === "undo") {
              const { items } = await workspace.read(admin, (ctx) =>
                contactHistory(ctx, { contact: { id }, kinds: ["added", "removed"], limit: 3 }),
              );
              const seq = items[entry]?.seq ?? 1;
              // Whatever was changed since is refused.
              await workspace
                .write(admin, (ctx) => undoChanges(ctx, { contact: { id }, seqs: [seq] }))
                .catch(() => undefined);
            } else if (deletion === null) {
              const gone = await workspace.write(admin, (ctx) => deleteTag(ctx, { id: tag.id }));
              deletion = gone.operationId;
            } else {
              const operation: number = deletion;
              await workspace.write(admin, (ctx) => undoOperation(ctx, { id: operation }));
              deletion = null;
            }
          }
          workspace.clock.set(to - 10);
          seen.push([date, await held()]);
        }
        for (const [date, expected] of seen) {
          expect([date, await onDay(workspace, tag.id, date, 2)]).toEqual([date, expected]);
        }
      }),
      { seed: 20_261_125, numRuns: 12, interruptAfterTimeLimit: 40_000, markInterruptAsFailure: false },
    );
  });

  it("is by the workspace's midnight, and of today who has it now", async () => {
    const workspace = await aWorkspace(database(), { timeZone: "America/Santiago" });
    const [tag, one, two] = [await aTag(workspace), await aContact(workspace), await aContact(workspace)];
    // In Santiago the clocks go back at midnight: 4 April 2026 has 25 hours.
    const { to } = dayBounds("2026-04-04", "America/Santiago");
    expect(to - dayBounds("2026-04-04", "America/Santiago").from).toBe(25 * 3_600_000);
    workspace.clock.set(to - 1_000);
    await change(workspace, one.id, tag.id, "add");
    workspace.clock.set(to + 1_000);
    await change(workspace, two.id, tag.id, "add");
    expect(await onDay(workspace, tag.id, "2026-04-03")).toEqual([]);
    expect(await onDay(workspace, tag.id, "2026-04-04")).toEqual([one.id]);
    expect(await onDay(workspace, tag.id, "2026-04-05")).toEqual([two.id, one.id]);
    expect(await onDay(workspace, tag.id, "2027-01-01")).toEqual([two.id, one.id]);
  });

  it("leaves out whose time had run out by then, before anybody has swept it away and after", async () => {
    const workspace = await aWorkspace(database(), { timeZone: "Asia/Taipei" });
    const [tag, one] = [await aTag(workspace), await aContact(workspace)];
    await anImport(workspace, { contacts: [one.id], tags: [tag.id] });
    // 1 March is when it begins; it is gone from 4 March on.
    const expires = dayBounds("2026-03-03", "Asia/Taipei").to;
    await workspace.write(admin, (ctx) =>
      ctx.db
        .updateTable("contact_tag")
        .set({ expires_at: expires })
        .where("contact_id", "=", one.id)
        .execute(),
    );
    workspace.clock.advance(10 * day);
    const days = ["2026-02-28", "2026-03-01", "2026-03-03", "2026-03-04", "2026-03-08"];
    for (const date of days) {
      const had = date >= "2026-03-01" && date <= "2026-03-03";
      expect(await onDay(workspace, tag.id, date)).toEqual(had ? [one.id] : []);
    }
  });
});
