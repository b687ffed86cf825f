import { expect, it } from "vitest";
import { trimFeedJob } from "../feed/trim-job.ts";
import { anApi } from "../testing/api.ts";
import { describeEachDatabase } from "../testing/databases.ts";
import { aWorkspace, system } from "../testing/fixtures.ts";
import { enqueueJob } from "./service.ts";

describeEachDatabase("what /metrics says of jobs", (database) => {
  it("is how many wait, run and have ended, and in what way", async () => {
    const api = await anApi(database());
    const { write } = await aWorkspace(database(), { kernel: api.services.kernel });
    const lines = async () => (await (await api.request("/metrics")).text()).split("\n");
    await write(system, async (ctx) => {
      for (const key of ["one", "two"]) await enqueueJob(ctx, trimFeedJob, {}, { key });
    });
    expect(await lines()).toContain("tagdeck_jobs_waiting 2");

    await api.startJobs();
    await expect
      .poll(lines, { timeout: 10_000 })
      .toEqual(
        expect.arrayContaining([
          'tagdeck_jobs_ended_total{kind="feed.trim",outcome="done"} 2',
          'tagdeck_jobs_running{kind="feed.trim"} 0',
          "tagdeck_jobs_waiting 0",
        ]),
      );
    await api.stop();
  });
});
