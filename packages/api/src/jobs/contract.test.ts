import { pino } from "pino";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { createKernel } from "../context.ts";
import { describeEachDatabase } from "../testing/databases.ts";
import { aWorkspace, system, type TestWorkspace } from "../testing/fixtures.ts";
import { freezeBetweenWrites } from "../testing/freeze.ts";
import { idleJob, stepsJob } from "../testing/job-kinds.ts";
import { useJobProcesses } from "../testing/job-processes.ts";
import { noSettings } from "../testing/job-settings.ts";
import type { JobTimes } from "./job.ts";
import { cancelJob, enqueueJob, findJobs } from "./service.ts";
import { startJobs } from "./start.ts";

const registry = new URL("../testing/job-kinds.ts", import.meta.url).href;
const times: Partial<JobTimes> = { lease: 1_500, look: 50, backoff: 100, patience: 2_000 };

describeEachDatabase("the queue of jobs", (database) => {
  const lines: string[] = [];
  const log = pino({ level: "warn" }, { write: (line) => void lines.push(line) });
  const aRealWorkspace = () => aWorkspace(database(), { kernel: createKernel(database().handle) });
  let names = 0;
  const aName = () => `job ${(names += 1)}`;

  const start = () =>
    startJobs({
      kernel: createKernel(database().handle),
      log,
      settings: noSettings,
      registry,
      times,
    });

  /** What jobs have left in the workspace: action and subject, in order. */
  async function traces({ read }: TestWorkspace, about: string): Promise<string[]> {
    const rows = await read(system, (ctx) =>
      ctx.db
        .selectFrom("activity")
        .select(["action", "subject"])
        .where("workspace_id", "=", ctx.workspace.id)
        .orderBy("id")
        .execute(),
    );
    return rows
      .filter(({ subject }) => subject === about || subject.startsWith(`${about}:`))
      .map(({ action, subject }) => `${action} ${subject}`);
  }
  const stepsOf = async (workspace: TestWorkspace, name: string) =>
    (await traces(workspace, name)).filter((line) => line.startsWith("test.step"));
  const taken = (workspace: TestWorkspace, name: string, steps: number) =>
    expect
      .poll(async () => (await stepsOf(workspace, name)).length, { timeout: 10_000, interval: 20 })
      .toBeGreaterThanOrEqual(steps);
  const all = (name: string, steps: number) =>
    Array.from({ length: steps }, (_, at) => `test.step ${name}:${at}`);

  const state = async (workspace: TestWorkspace, id: number) =>
    (await workspace.read(system, (ctx) => findJobs(ctx, [id]))).get(id);
  const until = (workspace: TestWorkspace, id: number, timeout = 10_000) =>
    expect.poll(async () => (await state(workspace, id))?.status, { timeout, interval: 20 });

  type Input = { steps: number; pause?: number; failures?: number; refusedAt?: number };
  async function enqueue(
    workspace: TestWorkspace,
    input: Input,
    options: { key?: string; delay?: number } = {},
  ) {
    const name = aName();
    const whole = { name, pause: 0, failures: 0, ...input };
    const id = await workspace.write(system, (ctx) => enqueueJob(ctx, stepsJob, whole, options));
    return { id, name };
  }

  afterEach(() => {
    // A fault of the queue mends itself when the lease runs out: without this nobody would see it.
    expect(lines.filter((line) => /"msg":"[^"]*(queue|kept|thread)/.test(line))).toEqual([]);
  });

  describe("with a process that runs it", () => {
    let runner: Awaited<ReturnType<typeof startJobs>>;
    beforeAll(async () => {
      runner = await start();
    });
    afterAll(() => runner.stop());

    it("does a job once, tells its slice in the same transaction, and says how far it came", async () => {
      const workspace = await aRealWorkspace();
      const { id, name } = await enqueue(workspace, { steps: 3 });
      await until(workspace, id).toBe("done");
      expect(await traces(workspace, name)).toEqual([
        `test.began ${name}`,
        ...all(name, 3),
        `test.done ${name}`,
      ]);
      expect(await state(workspace, id)).toMatchObject({ progress: { done: 3, total: 3 }, error: null });
    });

    it("does nothing for a transaction that is taken back", async () => {
      const workspace = await aRealWorkspace();
      const name = aName();
      const refused = workspace.write(system, async (ctx) => {
        await enqueueJob(ctx, stepsJob, { name, steps: 1, pause: 0, failures: 0 });
        throw new Error("changed my mind");
      });
      await expect(refused).rejects.toThrow("changed my mind");
      const { id } = await enqueue(workspace, { steps: 1 });
      await until(workspace, id).toBe("done");
      expect(await traces(workspace, name)).toEqual([]);
    });

    it("takes one job of those with the same key, until it has ended", async () => {
      const workspace = await aRealWorkspace();
      const first = await enqueue(workspace, { steps: 1 }, { key: "one", delay: 200 });
      const second = await enqueue(workspace, { steps: 1 }, { key: "one" });
      expect(second.id).toBe(first.id);
      await until(workspace, first.id).toBe("done");
      const third = await enqueue(workspace, { steps: 1 }, { key: "one" });
      expect(third.id).not.toBe(first.id);
      await until(workspace, third.id).toBe("done");
    });

    it("lets a job wait for its time", async () => {
      const workspace = await aRealWorkspace();
      const before = Date.now();
      const { id } = await enqueue(workspace, { steps: 1 }, { delay: 400 });
      await until(workspace, id).toBe("done");
      expect((await state(workspace, id))?.endedAt).toBeGreaterThanOrEqual(before + 390);
    });

    it("tries a job again that failed, from where it was saved, and takes back what was not", async () => {
      const workspace = await aRealWorkspace();
      const { id, name } = await enqueue(workspace, { steps: 3, failures: 2 });
      await until(workspace, id).toBe("done");
      expect(await stepsOf(workspace, name)).toEqual(all(name, 3));
      expect(
        lines.filter((line) => line.includes("tried again") && line.includes(`"job":${id}`)),
      ).toHaveLength(2);
    });

    it("gives a job up that fails again and again, and keeps the reason to itself", async () => {
      const workspace = await aRealWorkspace();
      const { id, name } = await enqueue(workspace, { steps: 3, failures: 99 });
      await until(workspace, id).toBe("failed");
      expect((await state(workspace, id))?.error).toEqual({ code: "internal", details: {} });
      expect(await traces(workspace, name)).toContain(`test.failed ${name}`);
      const logged = lines.filter((line) => line.includes(`"job":${id}`));
      expect(logged.at(-1)).toContain("not this time");
    });

    it("does not try again what a rule refuses, and says why", async () => {
      const workspace = await aRealWorkspace();
      const { id, name } = await enqueue(workspace, { steps: 3, refusedAt: 1 });
      await until(workspace, id).toBe("failed");
      expect((await state(workspace, id))?.error).toEqual({ code: "tag_not_found", details: { id: 1 } });
      expect(await stepsOf(workspace, name)).toEqual(all(name, 1));
    });

    it("cancels a job that runs, one that waits, and none that has ended", async () => {
      const workspace = await aRealWorkspace();
      const cancel = (id: number) => workspace.write(system, (ctx) => cancelJob(ctx, id));
      const idle = await workspace.write(system, (ctx) => enqueueJob(ctx, idleJob, { name: aName() }));
      const progress = async () => (await state(workspace, idle))?.progress.done;
      await expect.poll(progress, { timeout: 10_000 }).toBeGreaterThan(1);
      expect(await cancel(idle)).toBe(true);
      await until(workspace, idle).toBe("cancelled");
      expect(await cancel(idle)).toBe(false);

      const waits = await enqueue(workspace, { steps: 1 }, { delay: 60_000 });
      expect(await cancel(waits.id)).toBe(true);
      await until(workspace, waits.id).toBe("cancelled");
      expect(await traces(workspace, waits.name)).toEqual([`test.cancelled ${waits.name}`]);
      expect(await cancel(waits.id + 1_000)).toBe(false);
    });

    it("extends the lease of what takes longer than that", async () => {
      const workspace = await aRealWorkspace();
      const { id, name } = await enqueue(workspace, { steps: 3, pause: 1_200 });
      await until(workspace, id).toBe("done");
      expect((await traces(workspace, name)).filter((line) => line.startsWith("test.began"))).toHaveLength(1);
    });

    it("does what is due by the clock, in every workspace, once each time", async () => {
      const [one, two] = [await aRealWorkspace(), await aRealWorkspace()];
      const ticks = async ({ read }: TestWorkspace) =>
        read(system, async (ctx) => {
          const rows = await ctx.db
            .selectFrom("job")
            .select(["created_at", "status"])
            .where("workspace_id", "=", ctx.workspace.id)
            .where("kind", "=", "test.clock")
            .execute();
          return rows.map(({ created_at }) => Math.floor(created_at / 1_000));
        });
      await expect.poll(async () => (await ticks(one)).length, { timeout: 10_000 }).toBeGreaterThan(1);
      await expect.poll(async () => (await ticks(two)).length, { timeout: 10_000 }).toBeGreaterThan(1);
      for (const workspace of [one, two]) {
        const seconds = await ticks(workspace);
        expect(new Set(seconds).size).toBe(seconds.length);
      }
    });
  });

  it("lets what runs stop when the program does, and goes on from there", async () => {
    const workspace = await aRealWorkspace();
    const { id, name } = await enqueue(workspace, { steps: 5, pause: 300 });
    const first = await start();
    try {
      await taken(workspace, name, 2);
    } finally {
      await first.stop();
    }
    expect((await state(workspace, id))?.status).toBe("queued");
    const second = await start();
    try {
      await until(workspace, id).toBe("done");
    } finally {
      await second.stop();
    }
    expect(await stepsOf(workspace, name)).toEqual(all(name, 5));
  });

  describe("with processes that die", () => {
    const { aProcess, kill } = useJobProcesses(database, { times, kinds: registry });

    it("takes over from one that was killed in the middle, and nothing is lost or doubled", async () => {
      const workspace = await aRealWorkspace();
      const { id, name } = await enqueue(workspace, { steps: 8, pause: 300 });
      const first = aProcess();
      await taken(workspace, name, 3);
      await kill(first);
      expect((await state(workspace, id))?.status).toBe("running");
      aProcess();
      await until(workspace, id, 15_000).toBe("done");
      expect(await stepsOf(workspace, name)).toEqual(all(name, 8));
      expect((await traces(workspace, name)).filter((line) => line.startsWith("test.began"))).toHaveLength(2);
    });

    it("lets one that was away for too long write no more", async () => {
      const workspace = await aRealWorkspace();
      const { id, name } = await enqueue(workspace, { steps: 8, pause: 300 });
      const first = aProcess();
      await taken(workspace, name, 3);
      await freezeBetweenWrites(first, database());
      aProcess();
      const began = async () =>
        (await traces(workspace, name)).filter((line) => line.startsWith("test.began")).length;
      await expect.poll(began, { timeout: 15_000 }).toBe(2);
      first.kill("SIGCONT");
      await until(workspace, id, 15_000).toBe("done");
      expect(await stepsOf(workspace, name)).toEqual(all(name, 8));
      expect(await began()).toBe(2);
    });
  });
});
