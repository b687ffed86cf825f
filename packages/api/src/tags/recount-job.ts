import { z } from "zod";
import * as activity from "../activity/store.ts";
import type { Context } from "../context.ts";
import * as feed from "../feed/store.ts";
import { handleJob, type JobKind } from "../jobs/job.ts";
import { findDrift, listIdsAfter } from "./count-drift.ts";

/** How many tags are counted at a time. */
const group = 20;

export const recountTagsJob = {
  name: "tags.recount",
  input: z.strictObject({}),
} satisfies JobKind<Record<string, never>>;

/** Counts contacts per tag anew, and mends and reports stored counts that have drifted. */
export const recountTags = handleJob(recountTagsJob, {
  keepDays: 0,
  async run(run) {
    let after = 0;
    for (;;) {
      const { ids, drifted } = await run.read(async (ctx) => {
        const found = await listIdsAfter(ctx, after, group);
        const [first = 0, last = 0] = [found[0], found.at(-1)];
        const drift = found.length === 0 ? [] : await findDrift(ctx, first, last);
        return { ids: found, drifted: [...new Set(drift.map(({ tagId }) => tagId))] };
      });
      // Counted again where it is mended: it may have been changed since.
      for (const tagId of drifted) {
        const drift = await run.write((ctx) => mend(ctx, tagId));
        if (drift !== null) run.warn("a tag's stored count had drifted; it is mended", { tag: tagId, drift });
      }
      const last = ids.at(-1);
      if (last === undefined) return;
      after = last;
    }
  },
});

/** Returns by how much the count was too low, over all expiries; null = it was right. */
async function mend(ctx: Context, tagId: number): Promise<number | null> {
  const deltas = await findDrift(ctx, tagId, tagId);
  if (deltas.length === 0) return null;
  await ctx.dialect.addCounts(ctx.db, ctx.workspace.id, deltas);
  const drift = deltas.reduce((sum, { n }) => sum + n, 0);
  await activity.record(ctx, "tags.recount", { subject: `tag:${tagId}`, details: { deltas } });
  await feed.append(ctx, { kind: "tag", tagId });
  return drift;
}
