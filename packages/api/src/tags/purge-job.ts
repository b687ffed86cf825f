import { z } from "zod";
import * as activity from "../activity/store.ts";
import type { Context } from "../context.ts";
import { handleJob, type JobKind } from "../jobs/job.ts";
import * as merges from "../merges/store.ts";
import * as many from "./many-store.ts";
import * as purge from "./purge-store.ts";
import * as tags from "./store.ts";

/** How many rows go at a time, between two looks at the clock. */
const rows = 500;

export const purgeTagsJob = {
  name: "tags.purge",
  input: z.strictObject({}),
} satisfies JobKind<Record<string, never>>;

/**
 * Takes away for good what deleted and merged tags still keep once that cannot be undone any more. Their names
 * stay for history, which says what has happened.
 */
export const purgeTags = handleJob(purgeTagsJob, {
  keepDays: 0,
  async run(run) {
    let after = 0;
    for (;;) {
      const [tagId] = await run.read((ctx) => purge.find(ctx, after, 1));
      if (tagId === undefined) return;
      let gone = false;
      while (!gone) {
        gone = await run.write(async (ctx, step) => {
          let done: boolean;
          do {
            done = await purgeSome(ctx, tagId);
          } while (!done && step.hasTime());
          step.save({ tagId });
          return done;
        });
      }
      after = tagId;
    }
  },
});

/** A tag that was brought back meanwhile is left alone. Answers whether nothing is left to do. */
async function purgeSome(ctx: Context, tagId: number): Promise<boolean> {
  const tag = await tags.lock(ctx, tagId);
  if (!tag || tag.deleted_at === null || tag.purged_at !== null) return true;
  // What has not moved yet is not to be lost.
  if (tag.merge_state === "moving" || tag.merge_state === "undoing") return true;
  if (!(await purge.find(ctx, tagId - 1, 1)).includes(tagId)) return true;
  if ((await purge.removeAssignments(ctx, tagId, rows)) > 0) return false;
  if (tag.merge_id !== null && !(await merges.forget(ctx, tag.merge_id, rows))) return false;
  await purge.forget(ctx, tagId);
  await many.setMerge(ctx, [tagId], null);
  await tags.markPurged(ctx, tagId);
  await activity.record(ctx, "tags.purge", { subject: `tag:${tagId}`, details: { name: tag.name } });
  return true;
}
