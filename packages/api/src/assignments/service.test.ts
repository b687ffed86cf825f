import { DomainError } from "@tagdeck/core/errors";
import { describe, expect, it } from "vitest";
import { contactHistory } from "../contacts/history.ts";
import { getContact } from "../contacts/service.ts";
import type { Principal } from "../context.ts";
import { undoOperation } from "../operations/service.ts";
import { deleteTag } from "../tags/service.ts";
import { describeEachDatabase } from "../testing/databases.ts";
import {
  aContact,
  aMember,
  aPanel,
  aTag,
  aWorkspace,
  claims,
  type TestWorkspace,
} from "../testing/fixtures.ts";
import { changeTags } from "./service.ts";
import { undoChanges } from "./undo.ts";

const agent = aMember("agent");
const admin = aMember("admin");

type Change = { add?: number[]; remove?: number[]; create?: string };

function change(workspace: TestWorkspace, contact: number, set: Change, who: Principal = agent) {
  const create = set.create === undefined ? {} : { create: { name: set.create } };
  return workspace.write(who, (ctx) =>
    changeTags(ctx, { contact: { id: contact }, add: set.add ?? [], remove: set.remove ?? [], ...create }),
  );
}

async function tags(workspace: TestWorkspace, n: number): Promise<number[]> {
  const ids = [];
  for (let i = 0; i < n; i += 1) ids.push((await aTag(workspace)).id);
  return ids;
}

const entries = async (workspace: TestWorkspace, contact: number) =>
  (await workspace.read(admin, (ctx) => contactHistory(ctx, { contact: { id: contact }, limit: 100 }))).items;

describeEachDatabase("changing a contact's tags", (database) => {
  it("leaves a deleted tag where it was: with its delete undone, the contact has it again", async () => {
    const workspace = await aWorkspace(database());
    const { id } = await aContact(workspace);
    const [tag = 0] = await tags(workspace, 1);
    await change(workspace, id, { add: [tag] });
    const { operationId } = await workspace.write(admin, (ctx) => deleteTag(ctx, { id: tag }));
    expect((await change(workspace, id, { remove: [tag] })).changes).toEqual([]);
    await workspace.write(admin, (ctx) => undoOperation(ctx, { id: operationId }));
    const { contact } = await workspace.read(admin, (ctx) => getContact(ctx, { id }));
    expect(contact.tags.map((held) => held.id)).toEqual([tag]);
  });

  it("says what really changed, and nothing when it was so already", async () => {
    const workspace = await aWorkspace(database());
    const { id } = await aContact(workspace);
    const [a = 0, b = 0] = await tags(workspace, 2);
    const first = await change(workspace, id, { add: [a, b, a], remove: [] });
    expect(first.changes.map(({ kind, tagId }) => [kind, tagId])).toEqual([
      ["added", a],
      ["added", b],
    ]);
    const again = await change(workspace, id, { add: [a, b], remove: [900_000_001] });
    expect(again.changes).toEqual([]);
    expect(again.contact).toEqual(first.contact);
    expect(await entries(workspace, id)).toHaveLength(2);
    const gone = await change(workspace, id, { remove: [a, a] });
    expect(gone.changes).toMatchObject([{ kind: "removed", tagId: a }]);
    expect((await change(workspace, id, { remove: [a] })).changes).toEqual([]);
    expect(await entries(workspace, id)).toHaveLength(3);
  });

  it("gives each tag once however often it is asked for at the same time", async () => {
    const workspace = await aWorkspace(database());
    const { id } = await aContact(workspace);
    const [a = 0] = await tags(workspace, 1);
    const results = await Promise.all(Array.from({ length: 8 }, () => change(workspace, id, { add: [a] })));
    expect(results.flatMap(({ changes }) => changes)).toHaveLength(1);
    expect(results.every(({ contact }) => contact.tags.length === 1)).toBe(true);
    expect(await entries(workspace, id)).toHaveLength(1);
  });

  it("keeps both when two agents add different tags at the same time", async () => {
    const workspace = await aWorkspace(database());
    const { id } = await aContact(workspace);
    const ids = await tags(workspace, 6);
    await Promise.all(ids.map((tag) => change(workspace, id, { add: [tag] })));
    const { contact } = await workspace.read(agent, (ctx) => getContact(ctx, { id }));
    expect(contact.tags.map((tag) => tag.id).toSorted()).toEqual(ids.toSorted());
  });

  it("stores an unknown contact once when two panels tag it first at the same time", async () => {
    const workspace = await aWorkspace(database());
    const signed = claims({ name: "Wang" });
    const panel = aPanel({ claims: signed });
    const ids = await tags(workspace, 2);
    const results = await Promise.all(
      ids.map((tag) =>
        workspace.write(panel, (ctx) =>
          changeTags(ctx, { contact: { externalId: signed.externalId }, add: [tag], remove: [] }),
        ),
      ),
    );
    expect(new Set(results.map(({ contact }) => contact.id)).size).toBe(1);
    const { contact } = await workspace.read(agent, (ctx) =>
      getContact(ctx, { externalId: signed.externalId }),
    );
    expect(contact).toMatchObject({ name: "Wang" });
    expect(contact.tags).toHaveLength(2);
  });

  it("changes nothing at all when one of the tags is not there", async () => {
    const workspace = await aWorkspace(database());
    const { id } = await aContact(workspace);
    const [a = 0, b = 0] = await tags(workspace, 2);
    await change(workspace, id, { add: [a] });
    await workspace.write(admin, (ctx) => deleteTag(ctx, { id: b }));
    for (const missing of [b, 900_000_001]) {
      await expect(change(workspace, id, { add: [missing], remove: [a] })).rejects.toEqual(
        new DomainError("tag_not_found", { id: missing }),
      );
    }
    const { contact } = await workspace.read(agent, (ctx) => getContact(ctx, { id }));
    expect(contact.tags.map((tag) => tag.id)).toEqual([a]);
    expect(await entries(workspace, id)).toHaveLength(1);
  });

  it("creates and applies in one step, or does neither", async () => {
    const workspace = await aWorkspace(database());
    const { id } = await aContact(workspace);
    const { contact } = await change(workspace, id, { create: "VIP" });
    expect(contact.tags).toMatchObject([{ name: "VIP" }]);
    await expect(change(workspace, id, { create: "vip" })).rejects.toMatchObject({
      code: "tag_name_taken",
      details: { tag: { name: "VIP", contactCount: 1 } },
    });
    const careful = await aWorkspace(database(), { settings: { agentsMayCreate: false } });
    const other = await aContact(careful);
    await expect(change(careful, other.id, { create: "VIP" })).rejects.toMatchObject({ code: "forbidden" });
  });

  describe("up to the limit", () => {
    it("takes 100 and refuses the next, but still lets tags go", async () => {
      const workspace = await aWorkspace(database());
      const { id } = await aContact(workspace);
      const ids = await tags(workspace, 101);
      const [last = 0, ...hundred] = ids;
      await change(workspace, id, { add: hundred });
      const full = new DomainError("contact_tags_full", { max: 100 });
      await expect(change(workspace, id, { add: [last] })).rejects.toEqual(full);
      await expect(change(workspace, id, { create: "One more" })).rejects.toEqual(full);
      const swapped = await change(workspace, id, { add: [last], remove: hundred.slice(0, 1) });
      expect(swapped.contact.tags).toHaveLength(100);
    });

    it("counts neither deleted tags nor what the contact has already", async () => {
      const workspace = await aWorkspace(database(), { settings: { contactTagMax: 2 } });
      const { id } = await aContact(workspace);
      const [a = 0, b = 0, c = 0] = await tags(workspace, 3);
      await change(workspace, id, { add: [a, b] });
      expect((await change(workspace, id, { add: [a, b] })).changes).toEqual([]);
      await workspace.write(admin, (ctx) => deleteTag(ctx, { id: a }));
      expect((await change(workspace, id, { add: [c] })).contact.tags).toHaveLength(2);
    });

    it.each(["two adds", "a create and an add", "two creates"])(
      "lets one of two through at 99: %s",
      async (kind) => {
        for (let round = 0; round < 4; round += 1) {
          const workspace = await aWorkspace(database(), { settings: { contactTagMax: 5 } });
          const { id } = await aContact(workspace);
          const [a = 0, b = 0, ...rest] = await tags(workspace, 6);
          await change(workspace, id, { add: rest });
          const pair: Change[] =
            kind === "two adds"
              ? [{ add: [a] }, { add: [b] }]
              : [{ create: "New" }, kind === "two creates" ? { create: "Newer" } : { add: [a] }];
          const results = await Promise.allSettled(pair.map((set) => change(workspace, id, set)));
          const { contact } = await workspace.read(agent, (ctx) => getContact(ctx, { id }));
          expect([contact.tags.length, results.map(({ status }) => status).toSorted()]).toEqual([
            5,
            ["fulfilled", "rejected"],
          ]);
        }
      },
    );

    it("may be passed by an undo", async () => {
      const workspace = await aWorkspace(database(), { settings: { contactTagMax: 1 } });
      const { id } = await aContact(workspace);
      const [a = 0, b = 0] = await tags(workspace, 2);
      await change(workspace, id, { add: [a] });
      const { changes } = await change(workspace, id, { remove: [a] });
      await change(workspace, id, { add: [b] });
      const { contact } = await workspace.write(agent, (ctx) =>
        undoChanges(ctx, { contact: { id }, seqs: changes.map(({ seq }) => seq) }),
      );
      expect(contact.tags).toHaveLength(2);
    });
  });

  it("is refused when the time to undo is over", async () => {
    const workspace = await aWorkspace(database(), { settings: { undoDays: 1 } });
    const { id } = await aContact(workspace);
    const { changes } = await change(workspace, id, { add: await tags(workspace, 1) });
    workspace.clock.advance(86_400_000);
    const late = workspace.write(agent, (ctx) =>
      undoChanges(ctx, { contact: { id }, seqs: changes.map(({ seq }) => seq) }),
    );
    await expect(late).rejects.toEqual(new DomainError("undo_expired"));
  });
});
