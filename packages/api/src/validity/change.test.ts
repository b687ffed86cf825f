import { DomainError } from "@tagdeck/core/errors";
import { expiresAt } from "@tagdeck/core/tags/expiry";
import { expect, it } from "vitest";
import { extendTags } from "../assignments/extend.ts";
import { changeTags } from "../assignments/service.ts";
import * as assignments from "../assignments/store.ts";
import { undoChanges } from "../assignments/undo.ts";
import { contactHistory } from "../contacts/history.ts";
import type { Principal } from "../context.ts";
import type { JobRun } from "../jobs/job.ts";
import { undoOperation } from "../operations/service.ts";
import { findDrift } from "../tags/count-drift.ts";
import * as tags from "../tags/store.ts";
import { describeEachDatabase, type TestDatabase } from "../testing/databases.ts";
import { aContact, aMember, aTag, aWorkspace, system, type TestWorkspace } from "../testing/fixtures.ts";
import { endJob } from "../testing/merges.ts";
import { updateWorkspace } from "../workspaces/service.ts";
import { setValidity } from "./change.ts";
import { validityImpact, zoneImpact } from "./impact.ts";
import { recalculateRules } from "./recalculate-job.ts";

const agent = aMember("agent");
const admin = aMember("admin");
const owner = aMember("owner");
const at = (text: string) => Date.parse(`${text}+08:00`);

/** Carries a job of an operation out, one short transaction after the other, and ends it. */
async function carryOut(workspace: TestWorkspace, operationId: number, back = false): Promise<void> {
  let checkpoint: unknown = null;
  const run = (): JobRun => ({
    jobId: 0,
    workspaceId: workspace.id,
    checkpoint,
    signal: new AbortController().signal,
    read: (work) => workspace.read(system, work),
    write: (work) =>
      workspace.write(system, (ctx) =>
        work(ctx, {
          hasTime: () => false,
          save: (saved) => (checkpoint = JSON.parse(JSON.stringify(saved))),
          progress: () => undefined,
        }),
      ),
    progress: () => undefined,
    warn: () => undefined,
  });
  await recalculateRules.run(run(), { operationId, back });
  // Begun again from its end, as after a crash, it changes nothing.
  const before = await everything(workspace);
  await recalculateRules.run(run(), { operationId, back });
  expect(await everything(workspace)).toEqual(before);
  await endJob(workspace, operationId);
}

const everything = ({ id, read }: TestWorkspace) =>
  read(system, async (ctx) => ({
    rows: await ctx.db
      .selectFrom("contact_tag")
      .select(["contact_id", "first_at", "last_at", "expires_at", "expiry"])
      .where("workspace_id", "=", id)
      .orderBy("contact_id")
      .execute(),
    entries: await ctx.db
      .selectFrom("tag_event")
      .select((eb) => eb.fn.countAll<number>().as("n"))
      .where("workspace_id", "=", id)
      .executeTakeFirstOrThrow(),
  }));

/** Four contacts with a tag of 30 days: of 1 and 5 March, extended, made to stay. It is 10 March, in Taipei. */
async function aShop(database: TestDatabase) {
  const workspace = await aWorkspace(database);
  const tag = await aTag(workspace, { name: "Trial", validityDays: 30 });
  const ids: number[] = [];
  for (let i = 0; i < 4; i += 1) ids.push((await aContact(workspace)).id);
  const [old = 0, newer = 0, extended = 0, kept = 0] = ids;
  const give = (contact: number, who: Principal = agent) =>
    workspace.write(who, (ctx) => changeTags(ctx, { contact: { id: contact }, add: [tag.id], remove: [] }));
  for (const id of [old, extended, kept]) await give(id);
  workspace.clock.set(at("2026-03-05T12:00:00"));
  await give(newer);
  const extend = (id: number, to: { by: "days"; days: number } | { by: "never" }) =>
    workspace.write(agent, (ctx) => extendTags(ctx, { contact: { id }, tagIds: [tag.id], to }));
  await extend(extended, { by: "days", days: 2 });
  await extend(kept, { by: "never" });
  workspace.clock.set(at("2026-03-10T12:00:00"));
  return {
    workspace,
    tag,
    old,
    newer,
    extended,
    kept,
    give,
    set: (validityDays: number | null, expectedCount?: number) =>
      workspace.write(admin, (ctx) =>
        setValidity(ctx, { id: tag.id, validityDays, ...(expectedCount !== undefined && { expectedCount }) }),
      ),
    undo: (id: number) => workspace.write(admin, (ctx) => undoOperation(ctx, { id })),
    ends: async () => {
      const { rows } = await everything(workspace);
      const counted = await workspace.read(admin, async (ctx) => ({
        count: (await tags.counts(ctx, [tag.id])).get(tag.id) ?? 0,
        drift: await findDrift(ctx, 0, Number.MAX_SAFE_INTEGER),
      }));
      expect(counted).toEqual({ count: rows.length, drift: [] });
      return rows.map((row) => [row.contact_id, row.expires_at]);
    },
  };
}

const midnight = (date: string) => at(`${date}T00:00:00`);

describeEachDatabase("changing how long a tag stays", (database) => {
  it("is previewed, and moves what its rule decides; what would be over ends, and comes back by undo", async () => {
    const shop = await aShop(database());
    const { workspace, tag, old, newer, extended, kept, set, undo, ends } = shop;
    const before = await everything(workspace);
    const preview = await workspace.read(admin, (ctx) =>
      validityImpact(ctx, { id: tag.id, validityDays: 7 }),
    );
    expect(preview).toEqual({ tags: 1, expectedCount: 4, goAtOnce: 1 });
    await expect(set(7, 3)).rejects.toEqual(new DomainError("impact_changed", { expectedCount: 4 }));

    const { operationId, tag: after } = await set(7, 4);
    expect(after).toMatchObject({ kind: "temporary", validityDays: 7 });
    await carryOut(workspace, operationId ?? 0);
    expect(await ends()).toEqual([
      [newer, midnight("2026-03-13")],
      [extended, midnight("2026-04-03")],
      [kept, null],
    ]);
    const history = await workspace.read(admin, (ctx) =>
      contactHistory(ctx, { contact: { id: old }, limit: 10 }),
    );
    expect(history.items[0]).toMatchObject({ kind: "expired", source: "system" });
    expect(Date.parse(history.items[0]?.at ?? "")).toBeGreaterThanOrEqual(at("2026-03-10T12:00:00"));

    await undo(operationId ?? 0);
    await carryOut(workspace, operationId ?? 0, true);
    expect((await everything(workspace)).rows).toEqual(before.rows);
    await ends();
  });

  it("is followed by new taggings at once, and by undo what was changed since is left alone", async () => {
    const { workspace, tag, old, newer, give, set, undo, ends } = await aShop(database());
    const { operationId } = await set(7);
    await give(old);
    await carryOut(workspace, operationId ?? 0);
    expect((await ends())[0]).toEqual([old, midnight("2026-03-18")]);
    await workspace.write(agent, (ctx) =>
      changeTags(ctx, { contact: { id: newer }, add: [], remove: [tag.id] }),
    );
    await undo(operationId ?? 0);
    await carryOut(workspace, operationId ?? 0, true);
    const left = await ends();
    expect(left[0]).toEqual([old, midnight("2026-04-10")]);
    expect(left.map(([id]) => id)).not.toContain(newer);
  });

  it("to permanent lets nothing run out by rule, and back again", async () => {
    const { workspace, old, newer, extended, kept, set, undo, ends } = await aShop(database());
    const { operationId } = await set(null);
    await carryOut(workspace, operationId ?? 0);
    expect(await ends()).toEqual([
      [old, null],
      [newer, null],
      [extended, midnight("2026-04-03")],
      [kept, null],
    ]);
    await undo(operationId ?? 0);
    await carryOut(workspace, operationId ?? 0, true);
    expect((await ends())[1]).toEqual([newer, midnight("2026-04-05")]);
  });

  it("waits for the one before, and keeps that from being undone", async () => {
    const { workspace, set, undo } = await aShop(database());
    const first = await set(7);
    await expect(set(14)).rejects.toMatchObject({ code: "operation_running" });
    await carryOut(workspace, first.operationId ?? 0);
    expect(await set(7)).toMatchObject({ operationId: null });
    const second = await set(14);
    await carryOut(workspace, second.operationId ?? 0);
    await expect(undo(first.operationId ?? 0)).rejects.toMatchObject({ code: "undo_blocked_by" });
    await undo(second.operationId ?? 0);
    await carryOut(workspace, second.operationId ?? 0, true);
    await undo(first.operationId ?? 0);
  });

  it("can be undone while it goes on", async () => {
    const { workspace, set, undo } = await aShop(database());
    const before = await everything(workspace);
    const { operationId } = await set(1);
    await undo(operationId ?? 0);
    await carryOut(workspace, operationId ?? 0, true);
    expect((await everything(workspace)).rows).toEqual(before.rows);
  });

  it("decides what comes back later, too, when a removal is undone", async () => {
    const { workspace, tag, newer, set, ends } = await aShop(database());
    const contact = { id: newer };
    const { changes } = await workspace.write(agent, (ctx) =>
      changeTags(ctx, { contact, add: [], remove: [tag.id] }),
    );
    const { operationId } = await set(7);
    await carryOut(workspace, operationId ?? 0);
    await workspace.write(agent, (ctx) => undoChanges(ctx, { contact, seqs: changes.map(({ seq }) => seq) }));
    expect(await ends()).toContainEqual([newer, midnight("2026-03-13")]);
  });
});

describeEachDatabase("changing the time zone", (database) => {
  it("moves what rules decide to the days of the other zone, with preview and undo", async () => {
    const { workspace, old, newer, extended, kept, ends, undo } = await aShop(database());
    const timeZone = "America/Santiago";
    const preview = await workspace.read(owner, (ctx) => zoneImpact(ctx, { timeZone }));
    expect(preview).toEqual({ tags: 1, expectedCount: 4, goAtOnce: 0 });
    const { operationId, ...after } = await workspace.write(owner, (ctx) =>
      updateWorkspace(ctx, { timeZone, expectedCount: 4 }),
    );
    expect(after.timeZone).toBe(timeZone);
    await carryOut(workspace, operationId ?? 0);
    // Given at 13:00 in Taipei, which is 2:00 of the same day there; given at 12:00, 1:00.
    expect(await ends()).toEqual([
      [old, Date.parse("2026-04-01T00:00:00-03:00")],
      [newer, Date.parse("2026-04-05T00:00:00-04:00")],
      [extended, midnight("2026-04-03")],
      [kept, null],
    ]);
    await undo(operationId ?? 0);
    await carryOut(workspace, operationId ?? 0, true);
    expect((await ends())[0]).toEqual([old, midnight("2026-04-01")]);
    const again = await workspace.read(owner, (ctx) => Promise.resolve(ctx.workspace.timeZone));
    expect(again).toBe("Asia/Taipei");
  });

  it("is no operation where nothing runs out", async () => {
    const workspace = await aWorkspace(database());
    await aTag(workspace);
    const done = await workspace.write(owner, (ctx) => updateWorkspace(ctx, { timeZone: "UTC" }));
    expect(done.operationId).toBeNull();
  });
});

describeEachDatabase("taggings beside a change of the rule", (database) => {
  it("go by the rule that is true when they happen", async () => {
    for (let round = 0; round < 4; round += 1) {
      const { workspace, tag, old, newer, give, set } = await aShop(database());
      // One of the two changes has to wait for the other to be carried out, and is refused.
      const refused = (error: unknown) => {
        expect(error).toMatchObject({ code: "operation_running" });
        return { operationId: 0 };
      };
      const changes = await Promise.all([
        set(7).catch(refused),
        workspace.write(owner, (ctx) => updateWorkspace(ctx, { timeZone: "UTC" })).catch(refused),
        give(old).then(() => ({ operationId: 0 })),
        give(newer).then(() => ({ operationId: 0 })),
      ]);
      for (const { operationId } of changes) if (operationId) await carryOut(workspace, operationId);
      await workspace.read(system, async (ctx) => {
        const days = (await tags.find(ctx, tag.id))?.validity_days ?? 0;
        for (const row of await assignments.ofContacts(ctx, [old, newer])) {
          expect(row.expires_at).toBe(expiresAt(row.last_at, days, ctx.workspace.timeZone));
          expect(row.last_at).toBeGreaterThan(at("2026-03-10T12:00:00"));
        }
      });
    }
  });
});
