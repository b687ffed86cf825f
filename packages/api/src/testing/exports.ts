import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Export } from "@tagdeck/core/exports/export";
import { CreateExport } from "@tagdeck/core/exports/inputs";
import { pino } from "pino";
import { afterAll, beforeAll, expect } from "vitest";
import type { z } from "zod";
import { createKernel, type Principal } from "../context.ts";
import { createExport, getExport, getExportFile } from "../exports/service.ts";
import { startJobs } from "../jobs/start.ts";
import type { TestDatabase } from "./databases.ts";
import { aMember, type TestWorkspace } from "./fixtures.ts";

const admin = aMember("admin");

/** Runs jobs while a suite's tests run, with a folder for its files. */
export function withExports(database: () => TestDatabase) {
  const folder = mkdtempSync(join(tmpdir(), "tagdeck-exports-"));
  let jobs: Awaited<ReturnType<typeof startJobs>>;
  beforeAll(async () => {
    jobs = await startJobs({
      kernel: createKernel(database().handle),
      log: pino({ level: "silent" }),
      settings: { publicUrl: "http://127.0.0.1", files: { kind: "disk", folder } },
      times: { look: 50, backoff: 10 },
    });
  });
  afterAll(async () => {
    await jobs.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  /** Asks for an export and waits until it has ended. */
  async function run(
    workspace: TestWorkspace,
    input: z.input<typeof CreateExport>,
    who: Principal = admin,
  ): Promise<Export> {
    const { id } = await workspace.write(who, (ctx) => createExport(ctx, CreateExport.parse(input)));
    return waitFor(workspace, id);
  }

  async function waitFor(workspace: TestWorkspace, id: number): Promise<Export> {
    const find = () => workspace.read(admin, (ctx) => getExport(ctx, id));
    await expect
      .poll(async () => (await find()).status, { timeout: 15_000, interval: 20 })
      .toMatch(/^(done|failed|cancelled)$/);
    return find();
  }

  /** The file of an export, as it was asked for. */
  async function text(workspace: TestWorkspace, input: z.input<typeof CreateExport>): Promise<string> {
    const { id } = await run(workspace, input);
    // A member's clock stands still in tests, and the job's does not: its file has not expired.
    const { file } = await workspace.read(admin, (ctx) => getExportFile(ctx, id));
    return readFileSync(join(folder, file), "utf8");
  }

  return { folder, run, waitFor, text };
}
