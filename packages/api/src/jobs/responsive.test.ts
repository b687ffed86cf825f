import { monitorEventLoopDelay } from "node:perf_hooks";
import { pino } from "pino";
import { expect, it } from "vitest";
import { changeTags } from "../assignments/service.ts";
import { createKernel } from "../context.ts";
import { describeEachDatabase } from "../testing/databases.ts";
import { aContact, aMember, aTag, aWorkspace, system } from "../testing/fixtures.ts";
import { busyJob } from "../testing/job-kinds.ts";
import { noSettings } from "../testing/job-settings.ts";
import { cancelJob, enqueueJob, findJobs } from "./service.ts";
import { startJobs } from "./start.ts";

const agent = aMember("agent");

describeEachDatabase("a job that writes without pause", (database) => {
  it("leaves the event loop free, and lets requests write in between", { timeout: 60_000 }, async () => {
    const workspace = await aWorkspace(database(), { kernel: createKernel(database().handle) });
    const tags = [await aTag(workspace), await aTag(workspace)];
    const contacts = [];
    for (let i = 0; i < 16; i += 1) contacts.push((await aContact(workspace)).id);
    const jobs = await startJobs({
      kernel: workspace.kernel,
      log: pino({ level: "error" }),
      settings: noSettings,
      registry: new URL("../testing/job-kinds.ts", import.meta.url).href,
    });
    const id = await workspace.write(system, (ctx) => enqueueJob(ctx, busyJob, {}));
    const written = async () =>
      (await workspace.read(system, (ctx) => findJobs(ctx, [id]))).get(id)?.progress.done ?? 0;
    await expect.poll(written, { timeout: 20_000 }).toBeGreaterThan(500);

    const before = await written();
    const delay = monitorEventLoopDelay({ resolution: 5 });
    delay.enable();
    const end = performance.now() + 3_000;
    let applied = 0;
    await Promise.all(
      contacts.map(async (contact) => {
        for (let i = 0; performance.now() < end; i += 1) {
          const tag = tags[i % 2]?.id ?? 0;
          const change = i % 4 < 2 ? { add: [tag], remove: [] } : { add: [], remove: [tag] };
          await workspace.write(agent, (ctx) => changeTags(ctx, { contact: { id: contact }, ...change }));
          applied += 1;
        }
      }),
    );
    delay.disable();
    const during = (await written()) - before;
    await workspace.write(system, (ctx) => cancelJob(ctx, id));
    await jobs.stop();
    // bench/jobs.ts has the figures; here only that neither holds up the other.
    expect(applied).toBeGreaterThan(100);
    expect(during).toBeGreaterThan(100);
    if (database().name === "sqlite") expect(delay.max / 1e6).toBeLessThan(250);
  });
});
