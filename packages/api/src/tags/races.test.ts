import { DomainError } from "@tagdeck/core/errors";
import { describe, expect, it } from "vitest";
import { changeTags } from "../assignments/service.ts";
import { undoChanges } from "../assignments/undo.ts";
import { contactHistory } from "../contacts/history.ts";
import { getContact } from "../contacts/service.ts";
import { createKernel, inTransaction, inWorkspace, type Principal } from "../context.ts";
import { undoOperation } from "../operations/service.ts";
import { describeEachDatabase } from "../testing/databases.ts";
import { aContact, aMember, aTag, aWorkspace, type TestWorkspace } from "../testing/fixtures.ts";
import { listTags } from "./list.ts";
import { createTag, deleteTag, updateTag } from "./service.ts";

const admin = aMember("admin");
const agent = aMember("agent");
const all = { search: "", sort: "name", direction: "asc", limit: 200 } as const;
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

const list = async (workspace: TestWorkspace) =>
  (await workspace.read(admin, (ctx) => listTags(ctx, all))).items;
const contactTags = async (workspace: TestWorkspace, id: number) =>
  (await workspace.read(admin, (ctx) => getContact(ctx, { id }))).contact.tags.map((tag) => tag.id);
const historyOf = async (workspace: TestWorkspace, id: number) =>
  (await workspace.read(admin, (ctx) => contactHistory(ctx, { contact: { id }, limit: 100 }))).items;

/** Two processes over one database: each has its own picture of the vocabulary. */
async function twoProcesses(database: Parameters<typeof aWorkspace>[0]) {
  const one = await aWorkspace(database);
  const kernel = createKernel(database.handle, one.clock.now);
  const at = (principal: Principal) => ({ workspaceId: one.id, principal });
  const two: TestWorkspace = {
    ...one,
    kernel,
    read: (who, work) => inWorkspace(kernel, at(who), work),
    write: (who, work) => inTransaction(kernel, at(who), work),
  };
  return [one, two] as const;
}

describeEachDatabase("at the same time", (database) => {
  it.each(rounds)("a name is created once, and the other learns who has it (%i)", async () => {
    const [one, two] = await twoProcesses(database());
    const results = await race(
      () => one.write(admin, (ctx) => createTag(ctx, { name: "VIP" })),
      () => two.write(agent, (ctx) => createTag(ctx, { name: "vip" })),
      () => one.write(agent, (ctx) => createTag(ctx, { name: "ＶＩＰ" })),
    );
    expect(results.toSorted()).toEqual(["ok", "tag_name_taken", "tag_name_taken"]);
    expect(await list(one)).toHaveLength(1);
  });

  it.each(rounds)("two tags are renamed onto one name, or one is and the other created (%i)", async () => {
    const [one, two] = await twoProcesses(database());
    const [a, b] = [await aTag(one), await aTag(one)];
    const start = performance.now();
    const results = await race(
      () => one.write(admin, (ctx) => updateTag(ctx, { id: a.id, name: "VIP" })),
      () => two.write(admin, (ctx) => updateTag(ctx, { id: b.id, name: "vip" })),
      () => one.write(admin, (ctx) => createTag(ctx, { name: "Vip" })),
    );
    expect(results.toSorted()).toEqual(["ok", "tag_name_taken", "tag_name_taken"]);
    expect((await list(one)).filter(({ name }) => name.toLowerCase() === "vip")).toHaveLength(1);
    // A deadlock would be found and mended too, but only after a second.
    expect(performance.now() - start).toBeLessThan(800);
  });

  it("two tags swap their names: neither can, for each is taken", async () => {
    const [one, two] = await twoProcesses(database());
    const [a, b] = [await aTag(one, { name: "A" }), await aTag(one, { name: "B" })];
    const results = await race(
      () => one.write(admin, (ctx) => updateTag(ctx, { id: a.id, name: "B" })),
      () => two.write(admin, (ctx) => updateTag(ctx, { id: b.id, name: "A" })),
    );
    expect(results).toEqual(["tag_name_taken", "tag_name_taken"]);
  });

  it.each(rounds)("a tag is deleted while it is applied: it is refused, or it is counted (%i)", async () => {
    const [one, two] = await twoProcesses(database());
    const tag = await aTag(one);
    const contacts = [];
    for (let i = 0; i < 4; i += 1) contacts.push((await aContact(one)).id);
    let removed: { operationId: number; contactCount: number } | undefined;
    const apply = (id: number) => () =>
      two.write(agent, (ctx) => changeTags(ctx, { contact: { id }, add: [tag.id], remove: [] }));
    const [a, b, , c, d] = await race(
      apply(contacts[0] ?? 0),
      apply(contacts[1] ?? 0),
      async () => {
        removed = await one.write(admin, (ctx) => deleteTag(ctx, { id: tag.id }));
      },
      apply(contacts[2] ?? 0),
      apply(contacts[3] ?? 0),
    );
    const answers = [a, b, c, d];
    expect(answers.every((answer) => answer === "ok" || answer === "tag_not_found")).toBe(true);
    expect(removed?.contactCount).toBe(answers.filter((answer) => answer === "ok").length);
    for (const id of contacts) expect(await contactTags(two, id)).toEqual([]);
    await one.write(admin, (ctx) => undoOperation(ctx, { id: removed?.operationId ?? 0 }));
    for (const [i, id] of contacts.entries()) {
      expect(await contactTags(two, id)).toEqual(answers[i] === "ok" ? [tag.id] : []);
    }
  });

  it.each(rounds)("two agents undo one change: it is undone once (%i)", async () => {
    const [one, two] = await twoProcesses(database());
    const tag = await aTag(one);
    const { id } = await aContact(one);
    const { changes } = await one.write(agent, (ctx) =>
      changeTags(ctx, { contact: { id }, add: [tag.id], remove: [] }),
    );
    const seqs = changes.map(({ seq }) => seq);
    const undo =
      (workspace: TestWorkspace, who = agent) =>
      () =>
        workspace.write(who, (ctx) => undoChanges(ctx, { contact: { id }, seqs }));
    const results = await race(undo(one), undo(two), undo(one, admin));
    expect(results.toSorted()).toEqual(["ok", "undo_already_done", "undo_already_done"]);
    expect((await historyOf(one, id)).map(({ kind }) => kind)).toEqual(["removed", "added"]);
    expect((await list(one))[0]?.contactCount).toBe(0);
  });

  it("two admins undo one delete: it is undone once", async () => {
    const [one, two] = await twoProcesses(database());
    const tag = await aTag(one);
    const { operationId: id } = await one.write(admin, (ctx) => deleteTag(ctx, { id: tag.id }));
    const undo = (workspace: TestWorkspace) => () =>
      workspace.write(admin, (ctx) => undoOperation(ctx, { id }));
    expect((await race(undo(one), undo(two))).toSorted()).toEqual(["ok", "undo_already_done"]);
    expect(await list(one)).toHaveLength(1);
  });

  it("a tag is deleted twice: it is deleted once", async () => {
    const [one, two] = await twoProcesses(database());
    const tag = await aTag(one);
    const remove = (workspace: TestWorkspace) => () =>
      workspace.write(admin, (ctx) => deleteTag(ctx, { id: tag.id }));
    expect((await race(remove(one), remove(two))).toSorted()).toEqual(["ok", "tag_not_found"]);
  });

  describe("the step that created a tag is undone while somebody else uses the tag", () => {
    it.each(rounds)("the tag stays, or the other is told that it is gone (%i)", async () => {
      const [one, two] = await twoProcesses(database());
      const [mine, theirs] = [await aContact(one), await aContact(one)];
      const { changes, contact } = await one.write(agent, (ctx) =>
        changeTags(ctx, { contact: { id: mine.id }, add: [], remove: [], create: { name: "New" } }),
      );
      const tag = contact.tags[0]?.id ?? 0;
      const [, applied] = await race(
        () =>
          one.write(agent, (ctx) =>
            undoChanges(ctx, { contact: { id: mine.id }, seqs: changes.map(({ seq }) => seq) }),
          ),
        () =>
          two.write(aMember("agent", "other"), (ctx) =>
            changeTags(ctx, { contact: { id: theirs.id }, add: [tag], remove: [] }),
          ),
      );
      expect(await contactTags(two, theirs.id)).toEqual(applied === "ok" ? [tag] : []);
      expect((await list(one)).map(({ id }) => id)).toEqual(applied === "ok" ? [tag] : []);
    });
  });
});
