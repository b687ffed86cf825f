import { z } from "zod";
import * as activity from "../activity/store.ts";
import * as feed from "../feed/store.ts";
import { handleJob, type JobRun } from "../jobs/job.ts";
import { giveBackSome } from "./give-back.ts";
import { keepOnePart, type Place } from "./keep-one.ts";
import { giveBackJob, keepOneJob } from "./kinds.ts";

const portion = 50;
const At = z.object({
  group: z.number(),
  place: z.object({ tag: z.number(), contact: z.number() }),
  seen: z.number(),
  leftAlone: z.number(),
});
type At = z.infer<typeof At>;

const start: At = { group: 0, place: { tag: 0, contact: 0 }, seen: 0, leftAlone: 0 };
const atOf = (run: JobRun): At => (run.checkpoint === null ? start : At.parse(run.checkpoint));

export const keepOne = handleJob(keepOneJob, {
  run: async (run, { operationId, groupId }) => {
    await keepAll(run, operationId, [groupId], atOf(run));
  },
});

export const giveBack = handleJob(giveBackJob, {
  async run(run, { operationId, groupIds }) {
    let at = await keepAll(run, operationId, groupIds, atOf(run));
    for (let done = false; !done;) {
      const before = at;
      await run.write(async (ctx, step) => {
        at = before;
        do {
          const some = await giveBackSome(ctx, operationId, portion);
          done = some.done;
          at = { ...at, seen: at.seen + some.given, leftAlone: at.leftAlone + some.leftAlone };
        } while (!done && step.hasTime());
        step.save(at);
        step.progress(at.seen, null);
        await feed.append(ctx, { kind: "operation" });
        if (!done || at.leftAlone === 0) return;
        const { leftAlone } = at;
        await activity.record(ctx, "groups.leftAlone", {
          subject: `operation:${operationId}`,
          details: { leftAlone },
        });
      });
    }
  },
});

/** Sees to one group after the other. */
async function keepAll(run: JobRun, operationId: number, groupIds: readonly number[], from: At): Promise<At> {
  let at = from;
  while (at.group < groupIds.length) {
    const before = at;
    await run.write(async (ctx, step) => {
      const groupId = groupIds[before.group] ?? 0;
      const { next, seen } = await keepOnePart(ctx, { operationId, groupId }, before.place, step);
      const place: Place = next ?? start.place;
      at = { ...before, group: before.group + (next ? 0 : 1), place, seen: before.seen + seen };
      step.save(at);
      step.progress(at.seen, null);
      await feed.append(ctx, { kind: "operation" });
    });
  }
  return at;
}
