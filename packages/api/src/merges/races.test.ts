import { beforeAll, expect, it } from "vitest";
import { DomainError } from "@tagdeck/core/errors";
import { changeTagsOfMany } from "../assignments/change-many.ts";
import { changeTags } from "../assignments/service.ts";
import { getContacts } from "../contacts/service.ts";
import { createKernel, inTransaction, inWorkspace, type Kernel, type Principal } from "../context.ts";
import { listOperations } from "../operations/list.ts";
import { undoOperation } from "../operations/service.ts";
import { findDrift } from "../tags/count-drift.ts";
import { deleteTag, updateTag } from "../tags/service.ts";
import * as tags from "../tags/store.ts";
import { describeEachDatabase } from "../testing/databases.ts";
import { aClock, aContact, aMember, aTag, aWorkspace, type TestClock } from "../testing/fixtures.ts";
import type { TestWorkspace } from "../testing/fixtures.ts";
import { carryOn, carryOut, merge } from "../testing/merges.ts";

const admin = aMember("admin");
const agent = aMember("agent");
const rounds = Array.from({ length: 4 }, (_, i) => i);

/** Each race's answers: "ok", or why it was refused. Anything but a refusal on purpose fails the test. */
async function race(...runners: (() => Promise<unknown>)[]): Promise<string[]> {
  const results = await Promise.allSettled(runners.map((run) => run()));
  return results.map((result) => {
    if (result.status === "fulfilled") return "ok";
    if (result.reason instanceof DomainError) return result.reason.code;
    throw result.reason;
  });
}

describeEachDatabase("merging at the same time as", (database) => {
  let kernels: { one: Kernel; two: Kernel; clock: TestClock };
  beforeAll(() => {
    const clock = aClock();
    const kernel = () => createKernel(database().handle, clock.now);
    kernels = { one: kernel(), two: kernel(), clock };
  });

  /** Two processes over one workspace of two tags and some contacts, who have the first. */
  async function aTeam(n = 6) {
    const one = await aWorkspace(database(), { kernel: kernels.one, clock: kernels.clock });
    const at = (principal: Principal) => ({ workspaceId: one.id, principal });
    const two: TestWorkspace = {
      ...one,
      kernel: kernels.two,
      read: (who, work) => inWorkspace(kernels.two, at(who), work),
      write: (who, work) => inTransaction(kernels.two, at(who), work),
    };
    const [a, b] = [await aTag(one, { name: "A" }), await aTag(one, { name: "B" })];
    const ids: number[] = [];
    for (let i = 0; i < n; i += 1) ids.push((await aContact(one)).id);
    await one.write(agent, (ctx) =>
      changeTagsOfMany(ctx, { contacts: ids.map((id) => ({ id })), add: [a.id], remove: [] }),
    );
    const tagsOf = async () =>
      (
        await two.read(admin, (ctx) =>
          getContacts(
            ctx,
            ids.map((id) => ({ id })),
          ),
        )
      ).contacts.map((contact) => contact.tags.map(({ id }) => id));
    const isExact = async () => {
      expect(await two.read(admin, (ctx) => findDrift(ctx, 0, Number.MAX_SAFE_INTEGER))).toEqual([]);
    };
    return { one, two, a, b, ids, tagsOf, isExact };
  }

  it.each(rounds)("the other way round: one of them wins (%i)", async () => {
    const { one, two, a, b, ids, tagsOf } = await aTeam();
    const results = await race(
      () => merge(one, admin, [a.id], b.id),
      () => merge(two, admin, [b.id], a.id),
    );
    expect(results.filter((result) => result === "ok")).toHaveLength(1);
    expect(results.some((result) => result === "tag_not_found" || result === "operation_running")).toBe(true);
    const [left] = results[0] === "ok" ? [b.id] : [a.id];
    expect(await tagsOf()).toEqual(ids.map(() => [left]));
  });

  it.each(rounds)("a delete of either tag: it is deleted, or merged, never both (%i)", async (round) => {
    const { one, two, a, b, ids, tagsOf } = await aTeam();
    const gone = round % 2 === 0 ? a.id : b.id;
    const [merged, deleted] = await race(
      () => merge(one, admin, [a.id], b.id),
      () => two.write(admin, (ctx) => deleteTag(ctx, { id: gone })),
    );
    const held = await tagsOf();
    if (merged === "ok" && deleted !== "ok") expect(held).toEqual(ids.map(() => [b.id]));
    else if (merged === "ok") expect(held).toEqual(ids.map(() => []));
    else expect(held).toEqual(ids.map(() => (gone === a.id ? [] : [a.id])));
    expect([merged, deleted]).toContain("ok");
  });

  it.each(rounds)("tagging and untagging: every change counts once, whatever came first (%i)", async () => {
    const { one, two, a, b, ids, tagsOf, isExact } = await aTeam();
    const change = (id: number, add: number[], remove: number[]) => () =>
      two.write(agent, (ctx) => changeTags(ctx, { contact: { id }, add, remove }));
    const nobody = (await aContact(one)).id;
    ids.push(nobody);
    let operationId = 0;
    const results = await race(
      change(ids[0] ?? 0, [], [a.id]),
      change(ids[1] ?? 0, [b.id], []),
      async () => {
        ({ operationId } = await merge(one, admin, [a.id], b.id));
      },
      change(ids[2] ?? 0, [], [a.id]),
      change(nobody, [a.id], []),
      change(ids[3] ?? 0, [b.id], [a.id]),
    );
    expect(results).toEqual(results.map(() => "ok"));
    const expected = [[], [b.id], [], [b.id], [b.id], [b.id], [b.id]];
    const held = await tagsOf();
    // Whoever gave the survivor and took the merged tag meant one and the same, if the merge came first.
    expect(held.toSpliced(3, 1)).toEqual(expected.toSpliced(3, 1));
    const counted = async () => (await two.read(admin, (ctx) => tags.counts(ctx, [b.id]))).get(b.id);
    const having = held.filter((tagIds) => tagIds.includes(b.id)).length;
    expect(await counted()).toBe(having);
    await carryOut(one, operationId, { portion: 2 });
    expect(await tagsOf()).toEqual(held);
    expect(await counted()).toBe(having);
    await isExact();
  });

  it.each(rounds)(
    "contacts are changed while it moves them, and while that is undone (%i)",
    async (round) => {
      const { one, two, a, b, ids, tagsOf, isExact } = await aTeam(8);
      const { operationId } = await merge(one, admin, [a.id], b.id);
      const take = (id: number) => () =>
        two.write(agent, (ctx) => changeTags(ctx, { contact: { id }, add: [], remove: [b.id] }));
      const taken = [1, 6].map((i) => ids[i] ?? 0);
      await race(...taken.map(take), () => carryOn(one, operationId, { portion: round + 2 }));
      const merged = ids.map((id) => (taken.includes(id) ? [] : [b.id]));
      expect(await tagsOf()).toEqual(merged);
      await race(
        () => carryOn(one, operationId, { portion: 2 }),
        () => two.write(admin, (ctx) => undoOperation(ctx, { id: operationId })),
        () =>
          two.write(agent, (ctx) =>
            changeTags(ctx, { contact: { id: ids[4] ?? 0 }, add: [b.id], remove: [] }),
          ),
      );
      const undone = (await tagsOf()).map((tagIds) => tagIds.toSorted((x, y) => x - y));
      expect(undone.toSpliced(4, 1)).toEqual(
        ids.map((id) => (taken.includes(id) ? [] : [a.id])).toSpliced(4, 1),
      );
      await carryOut(one, operationId, { portion: 3, back: true });
      expect((await tagsOf()).map((tagIds) => tagIds.toSorted((x, y) => x - y))).toEqual(undone);
      await isExact();
    },
  );

  it.each(rounds)("a rename onto a name of the merged tag, and its undo twice (%i)", async () => {
    const { one, two, a, b } = await aTeam(2);
    const c = await aTag(one, { name: "C" });
    const [merged, renamed] = await race(
      () => merge(one, admin, [a.id], b.id),
      () => two.write(admin, (ctx) => updateTag(ctx, { id: c.id, name: "A" })),
    );
    expect(merged).toBe("ok");
    expect(["tag_name_taken", "tag_name_is_alias"]).toContain(renamed);
    const { items } = await one.read(admin, (ctx) => listOperations(ctx, { limit: 1 }));
    const undo = (workspace: TestWorkspace) => () =>
      workspace.write(admin, (ctx) => undoOperation(ctx, { id: items[0]?.id ?? 0 }));
    expect((await race(undo(one), undo(two))).toSorted()).toEqual(["ok", "undo_already_done"]);
  });
});
