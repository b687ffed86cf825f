import { z } from "zod";
import * as feed from "../feed/store.ts";
import { handleJob, type JobRun } from "../jobs/job.ts";
import { moveBackJob, moveJob } from "./kinds.ts";
import { moveBackPart, movePart, type Part } from "./parts.ts";

const Checkpoint = z.object({ moved: z.number(), total: z.number().nullable() });

export const moveMerged = handleJob(moveJob, {
  run: (run, { operationId }) => carryOut(run, operationId, movePart),
});

export const moveMergedBack = handleJob(moveBackJob, {
  run: (run, { operationId }) => carryOut(run, operationId, moveBackPart),
});

/** Where the work stands is in the merge's own row, written with it: it goes on from there, whoever does it. */
async function carryOut(run: JobRun, operationId: number, part: Part): Promise<void> {
  let { moved } = run.checkpoint === null ? { moved: 0 } : Checkpoint.parse(run.checkpoint);
  let done = false;
  while (!done) {
    const before = moved;
    await run.write(async (ctx, step) => {
      const did = await part(ctx, operationId, step);
      done = did.done;
      moved = before + did.moved;
      const total = did.total === null ? null : Math.max(did.total, moved);
      step.progress(done && total !== null ? total : moved, total);
      step.save({ moved, total });
      await feed.append(ctx, { kind: "operation" });
    });
  }
}
