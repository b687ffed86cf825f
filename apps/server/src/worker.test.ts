import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { createKernel } from "@tagdeck/api/context";
import { openDatabase } from "@tagdeck/api/db/open";
import { trimFeedJob } from "@tagdeck/api/feed/trim-job";
import { enqueueJob, findJobs } from "@tagdeck/api/jobs/service";
import { makeDatabase } from "@tagdeck/api/testing/databases";
import { aWorkspace, system } from "@tagdeck/api/testing/fixtures";
import { expect, it } from "vitest";

const program = join(import.meta.dirname, "../bin/tagdeck.mjs");

function start(url: string) {
  const env = { PATH: process.env["PATH"], DATABASE_URL: url };
  const child = spawn(process.execPath, [program, "worker"], { env });
  const seen = { text: "" };
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding("utf8").on("data", (text: string) => (seen.text += text));
  const exit = once(child, "exit").then(([code]): number | null => code);
  return { child, exit, seen };
}

it("refuses SQLite in one line", async () => {
  const { url, remove } = await makeDatabase("sqlite");
  const { exit, seen } = start(url);
  expect(await exit).toBe(1);
  expect(seen.text).toBe("On SQLite `tagdeck serve` runs the jobs itself; more processes need PostgreSQL.\n");
  await remove();
});

it("runs jobs on PostgreSQL until it is told to stop", { timeout: 30_000 }, async () => {
  const { url, remove } = await makeDatabase("postgres");
  const { child, exit, seen } = start(url);
  try {
    await expect.poll(() => seen.text, { timeout: 15_000 }).toContain("Tagdeck's worker is ready.");
    const handle = openDatabase({ url, onError: () => undefined });
    const kernel = createKernel(handle);
    const { read, write } = await aWorkspace({ name: "postgres", url, handle }, { kernel });
    const id = await write(system, (ctx) => enqueueJob(ctx, trimFeedJob, {}));
    const status = async () => (await read(system, (ctx) => findJobs(ctx, [id]))).get(id)?.status;
    await expect.poll(status, { timeout: 10_000 }).toBe("done");
    await handle.close();
    child.kill("SIGTERM");
    expect(await exit).toBe(0);
  } finally {
    child.kill("SIGKILL");
    await exit;
    await remove();
  }
});
