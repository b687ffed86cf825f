import { DomainError } from "@tagdeck/core/errors";
import { expect, it } from "vitest";
import { changeTags } from "../assignments/service.ts";
import * as store from "../contacts/store.ts";
import * as history from "../history/store.ts";
import { undoOperation } from "../operations/service.ts";
import { findDrift } from "../tags/count-drift.ts";
import { bulkOf, carryOnBulk } from "../testing/bulk.ts";
import { describeEachDatabase } from "../testing/databases.ts";
import { aMember, aTag, aWorkspace, claims, type TestWorkspace } from "../testing/fixtures.ts";

const admin = aMember("admin");
const agent = aMember("agent");
const n = 120;

/** What history says of each contact and tag is what is there, and the stored counts are right. */
async function isWhole(workspace: TestWorkspace, ids: readonly number[]): Promise<void> {
  const { entries, rows, drift } = await workspace.read(admin, async (ctx) => ({
    entries: await history.all(ctx, ids),
    rows: await ctx.db
      .selectFrom("contact_tag")
      .select(["contact_id", "tag_id"])
      .where("workspace_id", "=", workspace.id)
      .execute(),
    drift: await findDrift(ctx, 0, Number.MAX_SAFE_INTEGER),
  }));
  expect(drift).toEqual([]);
  const net = new Map<string, number>();
  for (const { contact_id, tag_id, kind } of entries) {
    const key = `${contact_id} ${tag_id}`;
    const by = kind === 1 ? 1 : kind === 3 ? -1 : 0;
    net.set(key, (net.get(key) ?? 0) + by);
  }
  const had = [...net].filter(([, count]) => count !== 0);
  expect(had.filter(([, count]) => count !== 1)).toEqual([]);
  expect(had.map(([key]) => key).toSorted()).toEqual(
    rows.map((row) => `${row.contact_id} ${row.tag_id}`).toSorted(),
  );
}

describeEachDatabase("changing many contacts at the same time as others", (database) => {
  it.each([0, 1, 2])(
    "agents and other bulk changes: all happen, and history agrees (%i)",
    { timeout: 30_000 },
    async () => {
      const workspace = await aWorkspace(database());
      const contacts = await workspace.write(admin, async (ctx) => {
        const all = Array.from({ length: n }, () => claims({ name: null }));
        await store.insertMissing(ctx, all);
        return store.findMany(ctx, all);
      });
      const ids = contacts.map(({ id }) => id);
      const tags = [await aTag(workspace), await aTag(workspace), await aTag(workspace)] as const;
      const [a, b, c] = tags;
      const first = await bulkOf(workspace, { contacts, add: [a, b] }, admin);
      const second = await bulkOf(workspace, { contacts, add: [c], remove: [b] }, admin);
      const agents = ids.slice(0, 40).map(async (id, i) => {
        const tag = tags[i % 3]?.id ?? 0;
        for (const step of [{ add: [tag] }, { remove: [tag] }, { add: [tag] }]) {
          await workspace.write(agent, (ctx) =>
            changeTags(ctx, { contact: { id }, add: [], remove: [], ...step }),
          );
        }
      });
      await Promise.all([carryOnBulk(workspace, first), carryOnBulk(workspace, second), ...agents]);
      await isWhole(workspace, ids);

      // Undone while somebody goes on, and both ways at once.
      await workspace.write(admin, (ctx) => undoOperation(ctx, { id: first }));
      const others = ids
        .slice(20, 60)
        .map((id, i) =>
          workspace.write(agent, (ctx) =>
            changeTags(ctx, { contact: { id }, add: i % 2 ? [a.id] : [], remove: i % 2 ? [] : [a.id] }),
          ),
        );
      await workspace.write(admin, (ctx) => undoOperation(ctx, { id: second }));
      await Promise.all([carryOnBulk(workspace, first), carryOnBulk(workspace, second), ...others]);
      await isWhole(workspace, ids);
    },
  );

  it("an undo while it goes on stops it, and leaves nothing of it", { timeout: 30_000 }, async () => {
    const workspace = await aWorkspace(database());
    const contacts = await workspace.write(admin, async (ctx) => {
      const all = Array.from({ length: 400 }, () => claims({ name: null }));
      await store.insertMissing(ctx, all);
      return store.findMany(ctx, all);
    });
    const tag = await aTag(workspace);
    const id = await bulkOf(workspace, { contacts, add: [tag] }, admin);
    const undo = () =>
      workspace.write(admin, (ctx) => undoOperation(ctx, { id })).catch((error: unknown) => error);
    const [, ...undone] = await Promise.all([carryOnBulk(workspace, id), undo(), undo()]);
    expect(undone.filter((one) => one instanceof DomainError)).toEqual([
      new DomainError("undo_already_done"),
    ]);
    await carryOnBulk(workspace, id);
    const left = await workspace.read(admin, (ctx) =>
      ctx.db.selectFrom("contact_tag").select("tag_id").where("tag_id", "=", tag.id).execute(),
    );
    expect(left).toEqual([]);
    await isWhole(
      workspace,
      contacts.map((row) => row.id),
    );
  });
});
