import { DomainError } from "@tagdeck/core/errors";
import fc from "fast-check";
import { expect, it } from "vitest";
import { type Context, createKernel, type Principal } from "../context.ts";
import * as origins from "../history/origins.ts";
import { undoOperation } from "../operations/service.ts";
import { createTag, deleteTag, updateTag } from "../tags/service.ts";
import { describeEachDatabase, type TestDatabase } from "../testing/databases.ts";
import { aClock, aContact, aMember, aPanel, aWorkspace, system } from "../testing/fixtures.ts";
import { compare } from "../testing/tag-model-check.ts";
import * as expected from "../testing/tag-model.ts";
import { close, extend, importOne } from "../testing/tag-model-held.ts";
import { type Model, modelZone, number, type Outcome, pair, unnumbered } from "../testing/tag-model-state.ts";
import { type Step, step } from "../testing/tag-steps.ts";
import { changeTagsOfMany } from "./change-many.ts";
import { extendTags } from "./extend.ts";
import { changeTags } from "./service.ts";
import { give, given } from "./give-store.ts";
import { sweep } from "./sweep.ts";
import { undoChanges } from "./undo.ts";

const people: Record<string, Principal> = {
  admin: aMember("admin"),
  agent: aMember("agent", "user-1"),
  other: aMember("agent", "user-2"),
  panel: aPanel(),
};

const pick = <T>(list: readonly T[], i: number): T | undefined => list[i % Math.max(list.length, 1)];

async function aWorld(database: TestDatabase) {
  const clock = aClock();
  let now = 0;
  const kernel = createKernel(database.handle, () => (now = clock.now()));
  const settings = { contactTagMax: 2 };
  const workspace = await aWorkspace(database, { kernel, clock, settings, timeZone: modelZone });
  const contacts: number[] = [];
  for (let i = 0; i < 3; i += 1) contacts.push((await aContact(workspace)).id);
  const empty: Model = {
    max: 2,
    tags: [],
    held: new Map(),
    entries: [],
    operations: [],
    steps: [],
    lines: 0,
  };
  return { clock, workspace, contacts, model: empty, now: () => now };
}
type World = Awaited<ReturnType<typeof aWorld>>;

/** Takes one step in the database and in the model; whoever refuses, both must, for the same reason. */
async function take(world: World, taken: Step): Promise<void> {
  const { workspace, contacts } = world;
  const next = structuredClone(world.model);
  const attempt = async <T>(by: string, work: (ctx: Context) => Promise<T>) =>
    workspace.write(people[by] ?? system, work).then(
      (value) => ({ outcome: "ok" as const, value }),
      (error: unknown) => {
        if (error instanceof DomainError) return { outcome: error.code, value: null };
        throw error;
      },
    );
  const settle = (real: { outcome: Outcome }, model: Outcome) => {
    expect(real.outcome).toBe(model);
    if (model === "ok") world.model = next;
  };

  const ids = (indexes: number[]) => indexes.flatMap((i) => pick(next.tags.slice(-4), i)?.id ?? []);

  switch (taken.do) {
    case "create": {
      const { name, color, days } = taken;
      const input = { name, color, validityDays: days };
      const made = await attempt(taken.who, (ctx) => createTag(ctx, input));
      return settle(made, expected.create(next, { name, color, days, id: made.value?.id ?? 0 }));
    }
    case "rename":
    case "recolour": {
      const tag = pick(next.tags.slice(-4), taken.tag);
      if (!tag) return undefined;
      const set = taken.do === "rename" ? { name: taken.name } : { color: taken.color };
      const done = await attempt(taken.who, (ctx) => updateTag(ctx, { id: tag.id, ...set }));
      return settle(done, expected.update(next, taken.who, tag.id, set));
    }
    case "delete": {
      const tag = pick(next.tags.slice(-4), taken.tag);
      if (!tag) return undefined;
      const done = await attempt(taken.who, (ctx) => deleteTag(ctx, { id: tag.id }));
      return settle(done, expected.remove(next, taken.who, tag.id, done.value?.operationId ?? 0));
    }
    case "restore": {
      const operation = pick(next.operations, taken.operation);
      if (!operation) return undefined;
      const other = taken.name === null ? {} : { name: taken.name };
      const done = await attempt(taken.who, (ctx) => undoOperation(ctx, { id: operation.id, ...other }));
      return settle(done, expected.restore(next, taken.who, operation.id, other.name));
    }
    case "change":
    case "tag": {
      const contact = pick(contacts, taken.contact) ?? 0;
      const [add, remove] = taken.do === "change" ? [ids(taken.add), ids(taken.remove)] : [[], []];
      const named = taken.do === "tag" ? { create: { name: taken.name, validityDays: taken.days } } : {};
      const done = await attempt(taken.who, (ctx) =>
        changeTags(ctx, { contact: { id: contact }, add, remove, ...named }),
      );
      const changes = done.value?.changes ?? [];
      const id = changes.at(-1)?.tagId ?? 0;
      const created = taken.do === "tag" && { create: { name: taken.name, days: taken.days, id } };
      const before = lastSeq(next);
      const outcome = expected.change(next, taken.who, world.now(), { contact, add, remove, ...created });
      settle(done, outcome);
      if (outcome === "ok") {
        expect(changes.map(({ kind, tagId }) => [kind, tagId])).toEqual(
          ofCaller(next).map(({ kind, tag }) => [kind, tag]),
        );
        number(next, await seqsAfter(world, before));
      }
      return undefined;
    }
    case "changeMany": {
      const chosen = taken.contacts.map((i) => pick(contacts, i) ?? 0);
      const [add, remove] = [ids(taken.add), ids(taken.remove)];
      const done = await attempt(taken.who, (ctx) =>
        changeTagsOfMany(ctx, {
          contacts: chosen.map((id) => ({ id })),
          add,
          remove,
          ...(taken.name !== null && { create: { name: taken.name, validityDays: taken.days } }),
        }),
      );
      const { outcome, skipped } = expected.changeMany(next, taken.who, world.now(), {
        contacts: chosen,
        add,
        remove,
        operation: done.value?.operationId ?? 0,
        ...(taken.name !== null && {
          create: { name: taken.name, days: taken.days, id: done.value?.changes.at(-1)?.tagId ?? 0 },
        }),
      });
      const before = lastSeq(next);
      settle(done, outcome);
      if (!done.value) return undefined;
      const named = new Map(done.value.contacts.map(({ id, externalId }) => [externalId, id]));
      expect(done.value.changes.map(({ contact, kind, tagId }) => [named.get(contact), kind, tagId])).toEqual(
        ofCaller(next).map(({ contact, kind, tag }) => [contact, kind, tag]),
      );
      expect(done.value.skipped.map(({ contact }) => named.get(contact))).toEqual(skipped);
      expect(done.value.operationId === null).toBe(ofCaller(next).length === 0);
      number(next, await seqsAfter(world, before));
      return undefined;
    }
    case "extend": {
      const contact = pick(contacts, taken.contact) ?? 0;
      const tagIds = ids(taken.tags);
      if (tagIds.length === 0) return undefined;
      const done = await attempt(taken.who, (ctx) =>
        extendTags(ctx, { contact: { id: contact }, tagIds, to: taken.to }),
      );
      const before = lastSeq(next);
      settle(done, extend(next, taken.who, world.now(), { contact, tags: tagIds, to: taken.to }));
      if (!done.value) return undefined;
      expect(done.value.changes.map(({ kind, tagId }) => [kind, tagId])).toEqual(
        ofCaller(next).map(({ kind, tag }) => [kind, tag]),
      );
      number(next, await seqsAfter(world, before));
      return undefined;
    }
    case "wait":
      world.clock.advance(taken.hours * 3_600_000);
      workspace.kernel.now();
      return undefined;
    case "sweep": {
      const before = lastSeq(next);
      await workspace.write(system, (ctx) => sweep(ctx, 1_000));
      close(next, world.now(), contacts);
      number(next, await seqsAfter(world, before));
      world.model = next;
      return undefined;
    }
    case "undoMany": {
      const operation = pick(next.steps.slice(-4), taken.operation);
      if (!operation) return undefined;
      const done = await attempt(taken.who, (ctx) => undoOperation(ctx, { id: operation.id }));
      const { outcome, leftAlone } = expected.undoMany(next, taken.who, world.now(), operation.id);
      const before = lastSeq(next);
      settle(done, outcome);
      if (done.value) expect(done.value.leftAlone).toBe(leftAlone);
      number(next, await seqsAfter(world, before));
      return undefined;
    }
    case "undo": {
      const { entries } = next;
      const choices = {
        all: entries,
        created: entries.filter(({ createdTag }) => createdTag),
        latest: entries.slice(-3),
      };
      const first = pick(choices[taken.of], taken.entry);
      if (!first) return undefined;
      const second = taken.second === null ? undefined : pick(entries, taken.second);
      const seqs = [first.seq, ...(second ? [second.seq] : [])];
      const done = await attempt(taken.who, (ctx) =>
        undoChanges(ctx, { contact: { id: first.contact }, seqs }),
      );
      settle(done, expected.undo(next, taken.who, world.now(), first.contact, seqs));
      number(next, await seqsAfter(world, lastSeq(next)));
      return undefined;
    }
    case "import": {
      // A bulk change: a validity and an origin, no entry of its own for the contact.
      const [contact, tag] = [pick(contacts, taken.contact) ?? 0, pick(next.tags.slice(-4), taken.tag)];
      if (!tag || tag.deleted || next.held.has(pair(contact, tag.id))) return undefined;
      const custom = { expires_at: taken.expiry === 2 ? null : Date.UTC(2027, 0, 2), expiry: taken.expiry };
      const ruling = { id: tag.id, validity_days: tag.days };
      const origin = await workspace.write(system, async (ctx) => {
        const made = await origins.insert(ctx, { source: "import", name: "crm.csv" });
        await origins.open(ctx, made, [tag.id]);
        const row = { ...given(ctx, made, contact, ruling), ...(taken.expiry > 0 && custom) };
        await give(ctx, made, [row]);
        const line = ctx.db.selectFrom("tag_batch").select("seq").where("origin_id", "=", made.id);
        return { ...made, ...(await line.executeTakeFirstOrThrow()), row };
      });
      importOne(next, origin, contact, tag.id, origin.row);
      number(next, await seqsAfter(world, lastSeq(next)));
      world.model = next;
      return undefined;
    }
  }
}

/** The last step's entries, save what had run out before it. */
const ofCaller = (model: Model) => unnumbered(model).filter(({ by }) => by !== "expiry");
const lastSeq = (model: Model) => model.entries.findLast(({ seq }) => seq > 0)?.seq ?? 0;

function seqsAfter({ workspace }: World, seq: number): Promise<number[]> {
  return workspace.read(system, async (ctx) => {
    const rows = ctx.db.selectFrom("tag_event").select("seq").where("workspace_id", "=", workspace.id);
    return (await rows.where("seq", ">", seq).orderBy("seq").execute()).map((row) => row.seq);
  });
}

describeEachDatabase("tags under random use", (database) => {
  it("agree with a simple model after every step", { timeout: 100_000 }, async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 50, maxLength: 80, size: "max" }), async (steps) => {
        const world = await aWorld(database());
        for (const taken of steps) {
          await take(world, taken);
          await compare(world.workspace, world.model, world.now());
        }
      }),
      { seed: 20_261_122, numRuns: 15, interruptAfterTimeLimit: 80_000, markInterruptAsFailure: true },
    );
  });
});
