import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { expect, it } from "vitest";
import { createKernel } from "../context.ts";
import { enqueueJob, findJobs } from "../jobs/service.ts";
import * as actors from "../actors/store.ts";
import { describeEachDatabase } from "../testing/databases.ts";
import { withExports } from "../testing/exports.ts";
import { aWorkspace, system } from "../testing/fixtures.ts";
import { expireExportsJob } from "./expire-job.ts";
import * as exports from "./store.ts";

const day = 86_400_000;

describeEachDatabase("old exports", (database) => {
  const { folder } = withExports(database);

  it("lose their files after seven days and their rows after thirty", async () => {
    const workspace = await aWorkspace(database(), { kernel: createKernel(database().handle) });
    const { id: workspaceId, read, write } = workspace;
    const now = Date.now();
    // By their age in days: how long their files have been there, null = there never was a whole one.
    const given = { fresh: [1, 1], old: [8, 8], slow: [8, 6], failed: [8, null], ancient: [31, 31] } as const;
    const ids: Record<string, number> = {};
    for (const [name, [age, fileAge]] of Object.entries(given)) {
      const file = `exports/${workspaceId}/${name}.csv`;
      const path = join(folder, file);
      mkdirSync(dirname(path), { recursive: true });
      writeFileSync(path, name);
      ids[name] = await write(system, async (ctx) => {
        const input = { kind: "tags", preset: "full", columns: [] };
        const row = await exports.insert(
          { ...ctx, now: now - age * day },
          { actorId: await actors.current(ctx), input, file, name },
        );
        const expires_at = fileAge === null ? null : now - fileAge * day + 7 * day;
        await exports.update(ctx, row.id, { expires_at });
        return row.id;
      });
    }
    const jobId = await write(system, (ctx) => enqueueJob(ctx, expireExportsJob, {}));
    const status = async () => (await read(system, (ctx) => findJobs(ctx, [jobId]))).get(jobId)?.status;
    await expect.poll(status, { timeout: 10_000, interval: 20 }).toBe("done");

    const there = (name: string) => existsSync(join(folder, `exports/${workspaceId}/${name}.csv`));
    expect(Object.keys(given).filter(there)).toEqual(["fresh", "slow"]);
    const rows = await read(system, async (ctx) => {
      const found = [];
      for (const [name, id] of Object.entries(ids)) if (await exports.find(ctx, id)) found.push(name);
      return found;
    });
    expect(rows).toEqual(["fresh", "old", "slow", "failed"]);
  });
});
