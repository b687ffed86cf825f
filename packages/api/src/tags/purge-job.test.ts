import { expect, it } from "vitest";
import { fresh } from "../assignments/expiry.ts";
import * as assignments from "../assignments/store.ts";
import * as contacts from "../contacts/store.ts";
import { createKernel } from "../context.ts";
import { enqueueJob } from "../jobs/service.ts";
import { describeEachDatabase } from "../testing/databases.ts";
import { aMember, aTag, aWorkspace, claims, system, type TestWorkspace } from "../testing/fixtures.ts";
import { useJobProcesses } from "../testing/job-processes.ts";
import { carryOut, merge } from "../testing/merges.ts";
import { purgeTagsJob } from "./purge-job.ts";
import { deleteTag } from "./service.ts";

const admin = aMember("admin");
const n = 3_000;

describeEachDatabase("what deleted tags keep", (database) => {
  const { aProcess, kill } = useJobProcesses(database);
  const rows = (workspace: TestWorkspace, tagId: number) =>
    workspace.read(system, async (ctx) => {
      const { n: found } = await ctx.db
        .selectFrom("contact_tag")
        .select((eb) => eb.fn.countAll<number>().as("n"))
        .where("workspace_id", "=", workspace.id)
        .where("tag_id", "=", tagId)
        .executeTakeFirstOrThrow();
      return found;
    });
  const purged = (workspace: TestWorkspace, tagId: number) =>
    workspace.read(system, async (ctx) => {
      const tag = ctx.db.selectFrom("tag").select("purged_at").where("workspace_id", "=", workspace.id);
      return (await tag.where("id", "=", tagId).executeTakeFirstOrThrow()).purged_at !== null;
    });

  it(
    "goes when it cannot be undone any more, once, even if that is killed half way",
    { timeout: 90_000 },
    async () => {
      const workspace = await aWorkspace(database(), { kernel: createKernel(database().handle) });
      const [gone, kept, live] = [await aTag(workspace), await aTag(workspace), await aTag(workspace)];
      const [source, target] = [await aTag(workspace), await aTag(workspace)];
      await workspace.write(system, async (ctx) => {
        const all = Array.from({ length: n }, () => claims({ name: null }));
        for (let i = 0; i < n; i += 1_000) await contacts.insertMissing(ctx, all.slice(i, i + 1_000));
        const found = await ctx.db
          .selectFrom("contact")
          .select("id")
          .where("workspace_id", "=", workspace.id)
          .execute();
        await assignments.insertMany(
          ctx,
          found.flatMap(({ id }, i) => [
            fresh(ctx, id, gone),
            ...(i < 10 ? [kept, live, source].map((tag) => fresh(ctx, id, tag)) : []),
          ]),
        );
      });
      const merged = await merge(workspace, admin, [source.id], target.id);
      await carryOut(workspace, merged.operationId);
      const { operationId } = await workspace.write(admin, (ctx) => deleteTag(ctx, { id: gone.id }));
      await workspace.write(admin, (ctx) => deleteTag(ctx, { id: kept.id }));
      await workspace.write(system, (ctx) =>
        ctx.db
          .updateTable("operation")
          .set({ undo_until: ctx.now - 1 })
          .where("workspace_id", "=", workspace.id)
          .where("id", "in", [operationId, merged.operationId])
          .execute(),
      );

      await workspace.write(system, (ctx) => enqueueJob(ctx, purgeTagsJob, {}));
      const first = aProcess();
      await expect.poll(() => rows(workspace, gone.id), { timeout: 20_000, interval: 2 }).toBeLessThan(n);
      await kill(first);
      aProcess();
      await expect.poll(() => purged(workspace, gone.id), { timeout: 30_000 }).toBe(true);
      await expect.poll(() => purged(workspace, source.id), { timeout: 30_000 }).toBe(true);
      expect(await rows(workspace, gone.id)).toBe(0);
      expect(await rows(workspace, source.id)).toBe(0);
      expect([await rows(workspace, kept.id), await purged(workspace, kept.id)]).toEqual([10, false]);
      expect([await rows(workspace, live.id), await rows(workspace, target.id)]).toEqual([10, 10]);
      const left = await workspace.read(system, async (ctx) => ({
        counts: await ctx.db
          .selectFrom("tag_count_live")
          .select(["tag_id", (eb) => eb.fn.sum<number>("n").as("n")])
          .where("workspace_id", "=", workspace.id)
          .groupBy("tag_id")
          .execute(),

        done: await ctx.db
          .selectFrom("activity")
          .select("subject")
          .where("workspace_id", "=", workspace.id)
          .where("action", "=", "tags.purge")
          .execute(),
      }));
      const counted = left.counts.filter((row) => row.n !== 0).map((row) => [row.tag_id, row.n]);
      expect(counted.toSorted()).toEqual([kept, live, target].map(({ id }) => [id, 10]).toSorted());
      expect(left.done).toHaveLength(2);
    },
  );
});
