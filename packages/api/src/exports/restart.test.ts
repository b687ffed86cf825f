import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pino } from "pino";
import { afterEach, beforeEach, expect, it } from "vitest";
import { createKernel } from "../context.ts";
import type { JobSettings } from "../jobs/job.ts";
import { startJobs } from "../jobs/start.ts";
import { listNotifications } from "../notifications/service.ts";
import { nextVersion } from "../tags/store.ts";
import { describeEachDatabase } from "../testing/databases.ts";
import { aMember, aWorkspace, system } from "../testing/fixtures.ts";
import { cancelExport, createExport, getExport, getExportFile } from "./service.ts";

const admin = aMember("admin");
const cutOff = new URL("../testing/cut-off-exports.ts", import.meta.url).href;
const entry = new URL("../testing/job-process.ts", import.meta.url).pathname;

describeEachDatabase("an export that is cut off", (database) => {
  let folder: string;
  let settings: JobSettings;
  let child: ChildProcess | undefined;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "tagdeck-cut-off-"));
    settings = { publicUrl: "http://127.0.0.1", files: { kind: "disk", folder } };
  });
  afterEach(async () => {
    await kill();
    rmSync(folder, { recursive: true, force: true });
  });

  async function kill(): Promise<void> {
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    child.kill("SIGKILL");
    await once(child, "exit");
  }

  /** An export of 2,000 tags that stands still in the middle of its file, in a process of its own. */
  async function halfWay() {
    const workspace = await aWorkspace(database(), { kernel: createKernel(database().handle) });
    await workspace.write(system, async (ctx) => {
      const version = await nextVersion(ctx);
      const common = { workspace_id: workspace.id, color: "#123456", description: "", version };
      const tags = Array.from({ length: 2_000 }, (_, i) => `tag ${String(i).padStart(4, "0")}`);
      for (const some of [tags.slice(0, 1_000), tags.slice(1_000)]) {
        const rows = some.map((name) => ({ name, name_key: name, created_at: 0, updated_at: 0, ...common }));
        await ctx.db.insertInto("tag").values(rows).execute();
      }
    });
    const { id } = await workspace.write(admin, (ctx) =>
      createExport(ctx, { kind: "tags", preset: "summary", columns: [] }),
    );
    const times = { lease: 1_000, look: 50 };
    child = spawn(
      process.execPath,
      [entry, database().url, JSON.stringify(times), cutOff, JSON.stringify(settings)],
      { stdio: ["ignore", "inherit", "inherit"] },
    );
    await expect
      .poll(() => existsSync(join(folder, "half-way")), { timeout: 15_000, interval: 20 })
      .toBe(true);
    return { workspace, id };
  }

  /** The files that anybody could take for whole ones. */
  function shown(): string[] {
    return readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((name) => name.endsWith(".csv"));
  }

  it("leaves no file when the process is killed, and is whole after a restart", async () => {
    const { workspace, id } = await halfWay();
    const find = () => workspace.read(admin, (ctx) => getExport(ctx, id));
    expect(await find()).toMatchObject({ status: "running", file: null });
    expect(readdirSync(join(folder, ".parts"))).toHaveLength(1);
    await kill();
    expect(shown()).toEqual([]);

    const jobs = await startJobs({
      kernel: createKernel(database().handle),
      log: pino({ level: "silent" }),
      settings,
      times: { look: 50 },
    });
    try {
      await expect.poll(async () => (await find()).status, { timeout: 15_000, interval: 20 }).toBe("done");
    } finally {
      await jobs.stop();
    }
    expect(await find()).toMatchObject({
      progress: { done: 2_000, total: 2_000 },
      file: { rows: 2_000 },
    });
    const { file } = await workspace.read(admin, (ctx) => getExportFile(ctx, id));
    expect(shown()).toEqual([file]);
    const lines = readFileSync(join(folder, file), "utf8").split("\r\n");
    expect([lines.length, lines[1], lines[2_000], lines[2_001]]).toEqual([
      2_002,
      "tag 0000,0",
      "tag 1999,0",
      "",
    ]);
    const { items, unread } = await workspace.read(admin, (ctx) => listNotifications(ctx, { limit: 10 }));
    expect([items.length, items[0]?.status, unread]).toEqual([1, "done", 1]);
  });

  it("leaves no file when it is cancelled, not even half of one, and says so", async () => {
    const { workspace, id } = await halfWay();
    await workspace.write(admin, (ctx) => cancelExport(ctx, id));
    const find = () => workspace.read(admin, (ctx) => getExport(ctx, id));
    await expect.poll(async () => (await find()).status, { timeout: 15_000, interval: 20 }).toBe("cancelled");
    expect(shown()).toEqual([]);
    expect(readdirSync(join(folder, ".parts"))).toEqual([]);
    const { items } = await workspace.read(admin, (ctx) => listNotifications(ctx, { limit: 10 }));
    expect(items.map(({ status, about }) => [status, about.file])).toEqual([["cancelled", null]]);
  });
});
