import { expect, it } from "vitest";
import { fresh } from "../assignments/expiry.ts";
import * as assignments from "../assignments/store.ts";
import * as contacts from "../contacts/store.ts";
import { createKernel } from "../context.ts";
import type { TagRow } from "../db/schema.ts";
import { listOperations } from "../operations/list.ts";
import { undoOperation } from "../operations/service.ts";
import { findDrift } from "../tags/count-drift.ts";
import * as tags from "../tags/store.ts";
import { describeEachDatabase } from "../testing/databases.ts";
import { aMember, aTag, aWorkspace, claims, system, type TestWorkspace } from "../testing/fixtures.ts";
import { useJobProcesses } from "../testing/job-processes.ts";
import { merge } from "../testing/merges.ts";

const admin = aMember("admin");
const n = 3_000;

/** Contacts, of whom two thirds have the one tag and two thirds the other. */
async function aCrowd(workspace: TestWorkspace, a: TagRow, b: TagRow): Promise<void> {
  await workspace.write(system, async (ctx) => {
    const all = Array.from({ length: n }, () => claims({ name: null }));
    for (let i = 0; i < n; i += 1_000) await contacts.insertMissing(ctx, all.slice(i, i + 1_000));
    const rows = await ctx.db
      .selectFrom("contact")
      .select("id")
      .where("workspace_id", "=", workspace.id)
      .orderBy("id")
      .execute();
    const given = rows.flatMap(({ id }, i) => [
      ...(i < (n / 3) * 2 ? [fresh(ctx, id, a)] : []),
      ...(i >= n / 3 ? [fresh(ctx, id, b)] : []),
    ]);
    await assignments.insertMany(ctx, given);
  });
}

describeEachDatabase("moving what a merge made", (database) => {
  const { aProcess, kill } = useJobProcesses(database);

  it(
    "goes on where it was killed, both ways, and nothing is lost or doubled",
    { timeout: 90_000 },
    async () => {
      const workspace = await aWorkspace(database(), { kernel: createKernel(database().handle) });
      const [a, b] = [await aTag(workspace), await aTag(workspace)];
      await aCrowd(workspace, a, b);
      const rows = (tagId: number) =>
        workspace.read(system, (ctx) =>
          ctx.db
            .selectFrom("contact_tag")
            .select(["contact_id", "first_at", "last_at", "merge_id"])
            .where("workspace_id", "=", workspace.id)
            .where("tag_id", "=", tagId)
            .orderBy("contact_id")
            .execute(),
        );
      const state = async () => {
        const { items } = await workspace.read(admin, (ctx) => listOperations(ctx, { limit: 1 }));
        return items[0]?.progress?.status;
      };
      const isExact = async (counts: [number, number]) => {
        const found = await workspace.read(admin, (ctx) => tags.counts(ctx, [a.id, b.id]));
        expect([found.get(a.id), found.get(b.id)]).toEqual(counts);
        expect(await workspace.read(admin, (ctx) => findDrift(ctx, 0, Number.MAX_SAFE_INTEGER))).toEqual([]);
      };
      const before = [await rows(a.id), await rows(b.id)];
      const half = (n / 3) * 2;

      const { operationId } = await merge(workspace, admin, [a.id], b.id);
      const moved = async () => (await rows(b.id)).filter((row) => row.merge_id === operationId).length;
      const first = aProcess();
      await expect.poll(moved, { timeout: 20_000, interval: 2 }).toBeGreaterThan(0);
      await kill(first);
      expect(await moved()).toBeLessThan(half);
      const second = aProcess();
      await expect.poll(state, { timeout: 30_000 }).toBe("done");
      expect(await moved()).toBe(half);
      expect((await rows(b.id)).length).toBe(n);
      await isExact([half, n]);
      await kill(second);

      await workspace.write(admin, (ctx) => undoOperation(ctx, { id: operationId }));
      const third = aProcess();
      await expect.poll(moved, { timeout: 20_000, interval: 2 }).toBeLessThan(half);
      await kill(third);
      aProcess();
      await expect.poll(state, { timeout: 30_000 }).toBe("done");
      expect([await rows(a.id), await rows(b.id)]).toEqual(before);
      await isExact([half, half]);
    },
  );
});
