import { DomainError } from "@tagdeck/core/errors";
import fc from "fast-check";
import { expect, it } from "vitest";
import * as actors from "../actors/store.ts";
import { type Context, createKernel, type Principal } from "../context.ts";
import { undoOperation } from "../operations/service.ts";
import { createTag, deleteTag, updateTag } from "../tags/service.ts";
import { describeEachDatabase, type TestDatabase } from "../testing/databases.ts";
import { aClock, aContact, aMember, aPanel, aWorkspace, system } from "../testing/fixtures.ts";
import { compare } from "../testing/tag-model-check.ts";
import * as expected from "../testing/tag-model.ts";
import { changeTags } from "./service.ts";
import * as assignments from "./store.ts";
import { undoChanges } from "./undo.ts";

const people: Record<string, Principal> = {
  admin: aMember("admin"),
  agent: aMember("agent", "user-1"),
  other: aMember("agent", "user-2"),
  panel: aPanel(),
};

// Few names, so that they collide; some differ in case or width only.
const name = fc.constantFrom("VIP", "vip", "ＶＩＰ", "Gold", "gold", "換貨", "Blue", "Red");
const who = fc.constantFrom("admin", "admin", "admin", "agent", "other", "panel");
const index = fc.nat({ max: 60 });
const some = fc.array(index, { maxLength: 3 });
const color = fc.constantFrom("#d97706", "#16a34a");

const step = fc.oneof(
  { weight: 2, arbitrary: fc.record({ do: fc.constant("create"), who, name, color }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant("rename"), who, tag: index, name }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant("recolour"), who, tag: index, color }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant("delete"), who, tag: index }) },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant("restore"),
      who,
      operation: index,
      name: fc.option(name, { freq: 1 }),
    }),
  },
  {
    weight: 4,
    arbitrary: fc.record({ do: fc.constant("change"), who, contact: index, add: some, remove: some }),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constant("tag"), who, contact: index, name }) },
  {
    weight: 5,
    arbitrary: fc.record({
      do: fc.constant("undo"),
      who,
      entry: index,
      /** Of all entries, of those that created their tag too, or of the latest few. */
      of: fc.constantFrom("all", "created", "latest"),
      second: fc.option(index, { freq: 2 }),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constant("import"),
      contact: index,
      tag: index,
      expiry: fc.integer({ min: 0, max: 2 }),
    }),
  },
);
type Step = typeof step extends fc.Arbitrary<infer S> ? S : never;

const pick = <T>(list: readonly T[], i: number): T | undefined => list[i % Math.max(list.length, 1)];

async function aWorld(database: TestDatabase) {
  const clock = aClock();
  let now = 0;
  const kernel = createKernel(database.handle, () => (now = clock.now()));
  const workspace = await aWorkspace(database, { kernel, clock, settings: { contactTagMax: 2 } });
  const contacts: number[] = [];
  for (let i = 0; i < 2; i += 1) contacts.push((await aContact(workspace)).id);
  const originId = await workspace.write(system, async (ctx) => {
    const origin = { workspace_id: ctx.workspace.id, kind: "import", name: "crm.csv", at: ctx.now };
    const actor_id = await actors.current(ctx);
    const row = ctx.db
      .insertInto("origin")
      .values({ ...origin, actor_id })
      .returning("id");
    return (await row.executeTakeFirstOrThrow()).id;
  });
  const empty: expected.Model = { max: 2, tags: [], held: new Map(), entries: [], operations: [], lines: 0 };
  return { workspace, contacts, originId, model: empty, now: () => now };
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
  const settle = (real: { outcome: expected.Outcome }, model: expected.Outcome) => {
    expect(real.outcome).toBe(model);
    if (model === "ok") world.model = next;
  };

  switch (taken.do) {
    case "create": {
      const input = { name: taken.name, color: taken.color };
      const made = await attempt(taken.who, (ctx) => createTag(ctx, input));
      return settle(made, expected.create(next, taken.name, taken.color, made.value?.id ?? 0));
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
      const ids = (indexes: number[]) => indexes.flatMap((i) => pick(next.tags.slice(-4), i)?.id ?? []);
      const [add, remove] = taken.do === "change" ? [ids(taken.add), ids(taken.remove)] : [[], []];
      const named = taken.do === "tag" ? { create: { name: taken.name } } : {};
      const done = await attempt(taken.who, (ctx) =>
        changeTags(ctx, { contact: { id: contact }, add, remove, ...named }),
      );
      const changes = done.value?.changes ?? [];
      const created = named.create && { create: { ...named.create, id: changes.at(-1)?.tagId ?? 0 } };
      const outcome = expected.change(next, taken.who, world.now(), { contact, add, remove, ...created });
      settle(done, outcome);
      if (outcome === "ok") {
        expect(changes.map(({ kind, tagId }) => [kind, tagId])).toEqual(
          expected.unnumbered(next).map(({ kind, tag }) => [kind, tag]),
        );
        expected.number(
          next,
          changes.map(({ seq }) => seq),
        );
      }
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
      settle(done, expected.undo(next, taken.who, first.contact, seqs));
      const before = next.entries.findLast(({ seq }) => seq > 0)?.seq ?? 0;
      expected.number(next, await seqsAfter(world, before));
      return undefined;
    }
    case "import": {
      // As a bulk change will: a validity and an origin, no entry for the contact.
      const [contact, tag] = [pick(contacts, taken.contact) ?? 0, pick(next.tags.slice(-4), taken.tag)];
      const known = next.entries.some((entry) => entry.tag === tag?.id && entry.contact === contact);
      if (!tag || tag.deleted || known || next.held.has(expected.pair(contact, tag.id))) return undefined;
      const held: expected.Held = {
        first_at: 1_000,
        last_at: 2_000,
        expires_at: taken.expiry === 2 ? null : Date.UTC(2027, 0, 1 + taken.expiry),
        expiry: taken.expiry,
        origin_id: world.originId,
      };
      await workspace.write(system, (ctx) =>
        assignments.insert(ctx, { tag_id: tag.id, contact_id: contact, ...held }),
      );
      next.held.set(expected.pair(contact, tag.id), held);
      world.model = next;
      return undefined;
    }
  }
}

function seqsAfter({ workspace }: World, seq: number): Promise<number[]> {
  return workspace.read(system, async (ctx) => {
    const rows = ctx.db.selectFrom("tag_event").select("seq").where("workspace_id", "=", workspace.id);
    return (await rows.where("seq", ">", seq).orderBy("seq").execute()).map((row) => row.seq);
  });
}

describeEachDatabase("tags under random use", (database) => {
  it("agree with a simple model after every step", { timeout: 60_000 }, async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 50, maxLength: 80, size: "max" }), async (steps) => {
        const world = await aWorld(database());
        for (const taken of steps) {
          await take(world, taken);
          await compare(world.workspace, world.model);
        }
      }),
      { seed: 20_261_122, numRuns: 25, interruptAfterTimeLimit: 40_000, markInterruptAsFailure: true },
    );
  });
});
