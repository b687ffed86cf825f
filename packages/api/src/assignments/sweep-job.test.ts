import { expect, it } from "vitest";
import { createKernel } from "../context.ts";
import { enqueueJob } from "../jobs/service.ts";
import * as contacts from "../contacts/store.ts";
import { describeEachDatabase } from "../testing/databases.ts";
import { aTag, aWorkspace, claims, system, type TestWorkspace } from "../testing/fixtures.ts";
import { useJobProcesses } from "../testing/job-processes.ts";
import * as assignments from "./store.ts";
import { eventKinds } from "./kinds.ts";
import { sweepJob } from "./sweep-job.ts";

const day = 86_400_000;
const n = 4_000;

/** Contacts who have a tag that ran out yesterday, and one whose tag runs out tomorrow. */
async function aCrowd(workspace: TestWorkspace, tagId: number): Promise<number> {
  const ended = Date.now() - day;
  await workspace.write(system, async (ctx) => {
    for (let left = n + 1; left > 0; left -= 500) {
      const some = Array.from({ length: Math.min(left, 500) }, () => claims({ name: null }));
      await contacts.insertMissing(ctx, some);
    }
    const rows = await ctx.db
      .selectFrom("contact")
      .select("id")
      .where("workspace_id", "=", workspace.id)
      .execute();
    await assignments.insertMany(
      ctx,
      rows.map(({ id }, i) => ({
        tag_id: tagId,
        contact_id: id,
        first_at: 0,
        last_at: 0,
        expires_at: i < n ? ended : ended + 2 * day,
        expiry: 0,
        origin_id: null,
      })),
    );
  });
  return ended;
}

describeEachDatabase("removing what has run out", (database) => {
  const { aProcess, kill } = useJobProcesses(database);

  it("writes each entry once, even when it is killed in the middle", { timeout: 60_000 }, async () => {
    const workspace = await aWorkspace(database(), { kernel: createKernel(database().handle) });
    const tag = await aTag(workspace, { validityDays: 1 });
    const ended = await aCrowd(workspace, tag.id);
    const entries = () =>
      workspace.read(system, (ctx) =>
        ctx.db
          .selectFrom("tag_event")
          .select(["contact_id", "at", "kind", "prior_expires_at"])
          .where("workspace_id", "=", workspace.id)
          .execute(),
      );
    await workspace.write(system, (ctx) => enqueueJob(ctx, sweepJob, {}));
    const first = aProcess();
    await expect
      .poll(async () => (await entries()).length, { timeout: 20_000, interval: 2 })
      .toBeGreaterThan(0);
    await kill(first);
    expect((await entries()).length).toBeLessThan(n);

    aProcess();
    await expect.poll(async () => (await entries()).length, { timeout: 30_000 }).toBe(n);
    const written = await entries();
    expect(new Set(written.map((entry) => entry.contact_id)).size).toBe(n);
    expect(written.every(({ at, kind }) => at === ended && kind === eventKinds.expired)).toBe(true);
    const left = await workspace.read(system, async (ctx) => ({
      rows: await ctx.db
        .selectFrom("contact_tag")
        .select("expires_at")
        .where("workspace_id", "=", workspace.id)
        .execute(),
      counts: await ctx.db
        .selectFrom("tag_count_live")
        .select(["expires_at", (eb) => eb.fn.sum<number>("n").as("n")])
        .where("workspace_id", "=", workspace.id)
        .groupBy("expires_at")
        .execute(),
    }));
    expect(left.rows).toEqual([{ expires_at: ended + 2 * day }]);
    expect(left.counts.filter(({ n: held }) => held !== 0)).toEqual([{ expires_at: ended + 2 * day, n: 1 }]);
  });
});
