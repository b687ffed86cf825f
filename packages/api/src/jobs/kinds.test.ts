import { pino } from "pino";
import { afterAll, beforeAll, expect, it } from "vitest";
import { changeTags } from "../assignments/service.ts";
import { createKernel } from "../context.ts";
import * as feed from "../feed/store.ts";
import { trimFeedJob } from "../feed/trim-job.ts";
import { recountTagsJob } from "../tags/recount-job.ts";
import { describeEachDatabase } from "../testing/databases.ts";
import { aContact, aMember, aTag, aWorkspace, system, type TestWorkspace } from "../testing/fixtures.ts";
import { noSettings } from "../testing/job-settings.ts";
import type { JobKind } from "./job.ts";
import { enqueueJob, findJobs } from "./service.ts";
import { startJobs } from "./start.ts";
import { tidyJobsJob } from "./tidy-job.ts";

const day = 86_400_000;
const agent = aMember("agent");

describeEachDatabase("the jobs of the installation", (database) => {
  const lines: string[] = [];
  let jobs: Awaited<ReturnType<typeof startJobs>>;
  beforeAll(async () => {
    jobs = await startJobs({
      kernel: createKernel(database().handle),
      log: pino({ level: "warn" }, { write: (line) => void lines.push(line) }),
      settings: noSettings,
      times: { look: 50 },
    });
  });
  afterAll(() => jobs.stop());

  const aRealWorkspace = () => aWorkspace(database(), { kernel: createKernel(database().handle) });

  async function run({ read, write }: TestWorkspace, kind: JobKind<Record<string, never>>): Promise<void> {
    const id = await write(system, (ctx) => enqueueJob(ctx, kind, {}));
    const status = async () => (await read(system, (ctx) => findJobs(ctx, [id]))).get(id)?.status;
    await expect.poll(status, { timeout: 10_000, interval: 20 }).toBe("done");
  }

  it("trim the feed of what nobody may ask for any more, and of nothing else", async () => {
    const workspace = await aRealWorkspace();
    const { id } = workspace;
    const at = Date.now();
    await workspace.write(system, async (ctx) => {
      const kept = { ...ctx, now: at - day + 60_000 };
      for (let i = 0; i < 250; i += 1)
        await feed.append({ ...ctx, now: at - day - 60_000 }, { kind: "workspace" });
      for (let i = 0; i < 3; i += 1) await feed.append(kept, { kind: "workspace" });
    });
    await run(workspace, trimFeedJob);
    const left = await database().handle.read(id, (db) =>
      db.selectFrom("change").select("at").where("workspace_id", "=", id).execute(),
    );
    expect(left.map(({ at: then }) => then)).toEqual([0, 1, 2].map(() => at - day + 60_000));
  });

  it("mend counts that have drifted, say so, and leave right ones alone", async () => {
    const workspace = await aRealWorkspace();
    const { id } = workspace;
    const [high, low, right] = [await aTag(workspace), await aTag(workspace), await aTag(workspace)];
    const contact = await aContact(workspace);
    await workspace.write(agent, (ctx) =>
      changeTags(ctx, { contact: { id: contact.id }, add: [high.id, low.id, right.id], remove: [] }),
    );
    await workspace.write(system, (ctx) =>
      ctx.dialect.addCounts(ctx.db, id, [
        { tagId: high.id, expiresAt: 0, n: 5 },
        { tagId: low.id, expiresAt: 0, n: -1 },
        { tagId: low.id, expiresAt: 99, n: 2 },
      ]),
    );
    await run(workspace, recountTagsJob);
    const stored = await database().handle.read(id, (db) =>
      db
        .selectFrom("tag_count_live")
        .select(({ fn }) => ["tag_id", "expires_at", fn.sum<number>("n").as("n")])
        .where("workspace_id", "=", id)
        .groupBy(["tag_id", "expires_at"])
        .execute(),
    );
    expect(new Map(stored.map((row) => [`${row.tag_id} ${row.expires_at}`, row.n]))).toEqual(
      new Map([
        [`${high.id} 0`, 1],
        [`${low.id} 0`, 1],
        [`${low.id} 99`, 0],
        [`${right.id} 0`, 1],
      ]),
    );
    const reported = await database().handle.read(id, (db) =>
      db
        .selectFrom("activity")
        .select("subject")
        .where("workspace_id", "=", id)
        .where("action", "=", "tags.recount")
        .execute(),
    );
    expect(reported.map(({ subject }) => subject)).toEqual([`tag:${high.id}`, `tag:${low.id}`]);
    expect(
      lines.filter((line) => line.includes("drifted") && line.includes(`"workspace":${id}`)),
    ).toHaveLength(2);
  });

  it("tidy away jobs that ended long ago, and wake those whose wake-up was lost", async () => {
    const workspace = await aRealWorkspace();
    const { id } = workspace;
    const now = Date.now();
    const row = { workspace_id: id, kind: "feed.trim", key: null, input: "{}", created_at: 0 };
    const made = await workspace.write(system, (ctx) =>
      ctx.db
        .insertInto("job")
        .values([
          { ...row, status: "done", wake_at: null, ended_at: now - 60_000 },
          { ...row, kind: "test.other", status: "done", wake_at: null, ended_at: now - 60_000 },
          // As after a backup of the tables without those of the queue.
          { ...row, status: "queued", wake_at: now - 10 * 60_000, ended_at: null },
        ])
        .returning("id")
        .execute(),
    );
    await run(workspace, tidyJobsJob);
    const [ended = 0, other = 0, lost = 0] = made.map((job) => job.id);
    const left = () => workspace.read(system, (ctx) => findJobs(ctx, [ended, other, lost]));
    await expect.poll(async () => (await left()).get(lost)?.status, { timeout: 10_000 }).toBe("done");
    expect([...(await left()).keys()]).toEqual([other, lost]);
  });
});
