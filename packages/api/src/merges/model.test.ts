import { DomainError } from "@tagdeck/core/errors";
import fc from "fast-check";
import { expect, it } from "vitest";
import { changeTags } from "../assignments/service.ts";
import * as assignments from "../assignments/store.ts";
import { expiryOf } from "../assignments/expiry.ts";
import { sweep } from "../assignments/sweep.ts";
import { createKernel, type Kernel } from "../context.ts";
import { undoOperation } from "../operations/service.ts";
import { findDrift } from "../tags/count-drift.ts";
import * as tags from "../tags/store.ts";
import { describeEachDatabase, type TestDatabase } from "../testing/databases.ts";
import { aClock, aContact, aMember, aTag, aWorkspace, system, type TestClock } from "../testing/fixtures.ts";
import * as expected from "../testing/merge-model.ts";
import { carryOn, endJob, merge } from "../testing/merges.ts";

const admin = aMember("admin");
const zone = "America/Santiago";
const index = fc.nat({ max: 30 });
const pick = <T>(list: readonly T[], i: number): T | undefined => list[i % Math.max(list.length, 1)];

const step = fc.oneof(
  { weight: 6, arbitrary: fc.record({ do: fc.constant("give"), contact: index, tag: index }) },
  { weight: 4, arbitrary: fc.record({ do: fc.constant("take"), contact: index, tag: index }) },
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constant("merge"),
      sources: fc.array(index, { minLength: 1, maxLength: 2 }),
      into: index,
    }),
  },
  { weight: 3, arbitrary: fc.record({ do: fc.constant("undo"), merge: index }) },
  { weight: 8, arbitrary: fc.record({ do: fc.constant("carry on"), merge: index }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant("wait"), hours: fc.integer({ min: 1, max: 40 }) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant("sweep") }) },
);
type Step = typeof step extends fc.Arbitrary<infer S> ? S : never;

/** Whether the background work of another merge of these tags goes on. */
const isBusy = ({ merges }: expected.MergeModel, tagIds: number[], except = 0) =>
  merges.some(
    ({ id, ended, sources, into }) =>
      id !== except && !ended && [...sources, into].some((tag) => tagIds.includes(tag)),
  );

async function aWorld(database: TestDatabase, kernel: Kernel, clock: TestClock) {
  const workspace = await aWorkspace(database, { kernel, clock, timeZone: zone });
  const model: expected.MergeModel = { zone, tags: [], held: new Map(), merges: [] };
  for (const days of [null, null, 1, 3]) {
    const { id } = await aTag(workspace, days === null ? {} : { validityDays: days });
    model.tags.push({ id, days, into: null });
  }
  const contacts: number[] = [];
  for (let i = 0; i < 4; i += 1) contacts.push((await aContact(workspace)).id);
  return { workspace, contacts, model };
}
type World = Awaited<ReturnType<typeof aWorld>> & { clock: TestClock; now(): number };

async function take({ workspace, contacts, model, clock, now }: World, taken: Step): Promise<void> {
  const attempt = (work: () => Promise<unknown>) =>
    work().then(
      () => "ok",
      (error: unknown) => {
        if (error instanceof DomainError) return error.code;
        throw error;
      },
    );
  switch (taken.do) {
    case "give":
    case "take": {
      const contact = pick(contacts, taken.contact) ?? 0;
      const tag = pick(model.tags, taken.tag)?.id ?? 0;
      const [add, remove] = taken.do === "give" ? [[tag], []] : [[], [tag]];
      await workspace.write(admin, (ctx) => changeTags(ctx, { contact: { id: contact }, add, remove }));
      if (taken.do === "give") expected.give(model, now(), contact, tag);
      else expected.take(model, now(), contact, tag);
      return;
    }
    case "merge": {
      const live = model.tags.filter(({ into }) => into === null).map(({ id }) => id);
      const into = pick(live, taken.into) ?? 0;
      const sources = [...new Set(taken.sources.flatMap((i) => pick(live, i) ?? []))]
        .filter((id) => id !== into)
        .sort((a, b) => a - b);
      if (sources.length === 0) return;
      const busy = isBusy(model, [into, ...sources]);
      let id = 0;
      const outcome = await attempt(async () => {
        ({ operationId: id } = await merge(workspace, admin, sources, into));
      });
      expect(outcome).toBe(busy ? "operation_running" : "ok");
      if (!busy) expected.merge(model, now(), { id, sources, into, contacts });
      return;
    }
    case "undo": {
      const merged = pick(model.merges, taken.merge);
      if (!merged) return;
      const reason = merged.undone
        ? "undo_already_done"
        : expected.blocking(model, merged)
          ? "undo_blocked_by"
          : isBusy(model, [...merged.sources, merged.into], merged.id)
            ? "operation_running"
            : "ok";
      let leftAlone = 0;
      const outcome = await attempt(async () => {
        ({ leftAlone } = await workspace.write(admin, (ctx) => undoOperation(ctx, { id: merged.id })));
      });
      expect(outcome).toBe(reason);
      if (reason === "ok") expect(leftAlone).toBe(expected.undo(model, merged));
      return;
    }
    case "carry on": {
      const open = model.merges.filter(({ ended }) => !ended);
      const merged = pick(open, taken.merge);
      if (!merged) return;
      merged.ended = await carryOn(workspace, merged.id, { portion: 1, back: merged.undone });
      if (merged.ended) await endJob(workspace, merged.id);
      return;
    }
    case "wait":
      clock.advance(taken.hours * 3_600_000);
      workspace.kernel.now();
      return;
    case "sweep":
      await workspace.write(system, (ctx) => sweep(ctx, 1_000));
  }
}

/** Who has which tag, since when and until when, and how many have each. */
async function compare({ workspace, contacts, model }: World): Promise<void> {
  await workspace.read(admin, async (ctx) => {
    const words = await tags.vocabulary(ctx);
    const rows = (await assignments.ofContacts(ctx, contacts)).filter(
      (row) => !words.get(row.tag_id)?.deleted,
    );
    const found = rows.map((row) => [
      `${row.contact_id}:${row.tag_id}`,
      { firstAt: row.first_at, lastAt: row.last_at, expiry: expiryOf(row) },
    ]);
    const alive = [...model.held].filter(([, row]) => expected.isAlive(row, ctx.now));
    const sorted = (list: unknown[]) => list.map((one) => JSON.stringify(one)).toSorted();
    expect(sorted(found)).toEqual(sorted(alive));
    const counts = await tags.counts(ctx);
    for (const { id, into } of model.tags) {
      if (into !== null) continue;
      expect(counts.get(id) ?? 0).toBe(alive.filter(([key]) => key.endsWith(`:${id}`)).length);
    }
  });
}

describeEachDatabase("merges under random use", (database) => {
  it("agree with a simple model after every step", { timeout: 100_000 }, async () => {
    const clock = aClock();
    let now = 0;
    const kernel = createKernel(database().handle, () => (now = clock.now()));
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 30, maxLength: 60, size: "max" }), async (steps) => {
        const world = { ...(await aWorld(database(), kernel, clock)), clock, now: () => now };
        for (const taken of steps) {
          await take(world, taken);
          await compare(world);
        }
        for (const merged of world.model.merges.filter(({ ended }) => !ended)) {
          while (!(await carryOn(world.workspace, merged.id, { portion: 2, back: merged.undone })));
        }
        await compare(world);
        const drift = await world.workspace.read(admin, (ctx) => findDrift(ctx, 0, Number.MAX_SAFE_INTEGER));
        expect(drift).toEqual([]);
      }),
      { seed: 20_261_125, numRuns: 12, interruptAfterTimeLimit: 80_000, markInterruptAsFailure: true },
    );
  });
});
