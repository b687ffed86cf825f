import { expiresAt } from "@tagdeck/core/tags/expiry";
import { ListContacts } from "@tagdeck/core/contacts/inputs";
import { beforeAll, expect, it } from "vitest";
import * as assignments from "../assignments/store.ts";
import { sweep } from "../assignments/sweep.ts";
import { listContacts } from "../contacts/list.ts";
import { getContacts } from "../contacts/service.ts";
import { createKernel, type Kernel } from "../context.ts";
import { undoOperation } from "../operations/service.ts";
import { findDrift } from "../tags/count-drift.ts";
import * as tags from "../tags/store.ts";
import { describeEachDatabase } from "../testing/databases.ts";
import { aClock, aContact, aMember, aTag, aWorkspace, system, type TestClock } from "../testing/fixtures.ts";
import { carryOn, carryOut, merge } from "../testing/merges.ts";
import { previewMerge } from "./preview.ts";

const admin = aMember("admin");
const zone = "Asia/Taipei";
const day = 86_400_000;
const start = Date.UTC(2026, 2, 1, 5);

describeEachDatabase("merging temporary tags", (database) => {
  let kernel: Kernel;
  let clock: TestClock;
  beforeAll(() => {
    clock = aClock(start);
    kernel = createKernel(database().handle, clock.now);
  });

  type Given = { a?: Partial<assignments.Assignment>; b?: Partial<assignments.Assignment> };

  /** A contact for each of these, of two tags with these validities, ten days after the first tagging. */
  async function aTeam(days: { a?: number; b?: number }, all: Given[]) {
    clock.set(start);
    const workspace = await aWorkspace(database(), { kernel, clock, timeZone: zone });
    const a = await aTag(workspace, { name: "A", ...(days.a !== undefined && { validityDays: days.a }) });
    const b = await aTag(workspace, { name: "B", ...(days.b !== undefined && { validityDays: days.b }) });
    const ids: number[] = [];
    for (const given of all) {
      const { id } = await aContact(workspace);
      ids.push(id);
      await workspace.write(system, async (ctx) => {
        for (const [tag, row, rule] of [
          [a, given.a, days.a],
          [b, given.b, days.b],
        ] as const) {
          if (!row) continue;
          const last = row.last_at ?? start;
          await assignments.insert(ctx, {
            tag_id: tag.id,
            contact_id: id,
            first_at: start,
            last_at: last,
            expires_at: rule === undefined ? null : expiresAt(last, rule, zone),
            expiry: 0,
            origin_id: null,
            ...row,
          });
        }
      });
    }
    clock.set(start + 10 * day);
    /** Who has B now, as lists, chips and counts say: they must agree. */
    const having = () =>
      workspace.read(admin, async (ctx) => {
        const { contacts } = await getContacts(
          ctx,
          ids.map((id) => ({ id })),
        );
        const held = contacts.map((contact) => contact.tags.some(({ id }) => id === b.id));
        const { items } = await listContacts(ctx, { ...ListContacts.parse({}), tagId: b.id });
        expect(items.map(({ id }) => id).toReversed()).toEqual(ids.filter((_, i) => held[i]));
        expect((await tags.counts(ctx, [b.id])).get(b.id) ?? 0).toBe(items.length);
        return held;
      });
    const stored = () =>
      workspace.read(admin, (ctx) =>
        ctx.db
          .selectFrom("contact_tag")
          .select(["tag_id", "contact_id", "first_at", "last_at", "expires_at", "expiry"])
          .where("workspace_id", "=", workspace.id)
          .orderBy("tag_id")
          .orderBy("contact_id")
          .execute(),
      );
    const isExact = async () =>
      expect(await workspace.read(admin, (ctx) => findDrift(ctx, 0, Number.MAX_SAFE_INTEGER))).toEqual([]);
    const sweepAll = () => workspace.write(system, async (ctx) => void (await sweep(ctx, 100)));
    return { workspace, a, b, ids, having, stored, isExact, sweepAll };
  }

  const custom = (at: number) => ({ expires_at: start + at * day, expiry: 1 });
  const never = { expires_at: null, expiry: 2 };

  it("goes by the survivor's rule, but what people set stays, at once and as it moves", async () => {
    const team = await aTeam({ b: 3 }, [
      { a: {} },
      { a: { last_at: start + 9 * day } },
      { a: custom(20) },
      { a: never },
      { a: {}, b: custom(12) },
      { a: custom(11), b: { last_at: start + 10 * day } },
      { b: { last_at: start + 10 * day } },
      { b: {} },
      { a: { last_at: start + 10 * day }, b: {} },
    ]);
    const { workspace, a, b, having, stored, isExact, sweepAll } = team;
    const before = await stored();
    const preview = await workspace.read(admin, (ctx) => previewMerge(ctx, { ids: [a.id], into: b.id }));
    expect(preview).toMatchObject({
      contactCount: 7,
      shared: 2,
      expireNow: 1,
      becomeTemporary: 3,
      becomePermanent: 0,
    });
    const { operationId } = await merge(workspace, admin, [a.id], b.id);
    const merged = [false, true, true, true, true, true, true, false, true];
    expect(await having()).toEqual(merged);
    await carryOn(workspace, operationId, { portion: 3 });
    await sweepAll();
    expect(await having()).toEqual(merged);
    // Two days later what was given on the ninth day is gone, moved or not.
    clock.set(start + 13 * day);
    const later = [false, false, true, true, false, true, true, false, true];
    expect(await having()).toEqual(later);
    await carryOut(workspace, operationId);
    expect(await having()).toEqual(later);
    await sweepAll();
    expect(await having()).toEqual(later);
    await isExact();

    expect(await workspace.write(admin, (ctx) => undoOperation(ctx, { id: operationId }))).toMatchObject({
      leftAlone: 0,
    });
    await carryOut(workspace, operationId, { back: true });
    await isExact();
    const alive = (rows: typeof before) =>
      rows.filter((row) => (row.expires_at ?? Infinity) > start + 13 * day);
    expect(alive(await stored())).toEqual(alive(before));
  });

  it("makes what ran out stay when the survivor is permanent", async () => {
    const team = await aTeam({ a: 30 }, [{ a: {} }, { a: custom(12) }, { a: custom(12), b: {} }, { b: {} }]);
    const { workspace, a, b, having, isExact, sweepAll } = team;
    const preview = await workspace.read(admin, (ctx) => previewMerge(ctx, { ids: [a.id], into: b.id }));
    expect(preview).toMatchObject({ contactCount: 4, expireNow: 0, becomeTemporary: 0, becomePermanent: 2 });
    const { operationId } = await merge(workspace, admin, [a.id], b.id);
    expect(await having()).toEqual([true, true, true, true]);
    clock.set(start + 40 * day);
    await sweepAll();
    expect(await having()).toEqual([true, false, true, true]);
    await carryOut(workspace, operationId, { portion: 1 });
    await sweepAll();
    expect(await having()).toEqual([true, false, true, true]);
    await isExact();
  });
});
