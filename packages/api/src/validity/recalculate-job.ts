import { z } from "zod";
import type { Context } from "../context.ts";
import * as feed from "../feed/store.ts";
import { handleJob, type JobRun } from "../jobs/job.ts";
import * as operations from "../operations/store.ts";
import { recalculateJob, RuleState } from "./kinds.ts";
import { applyRule, bringBack, type Part } from "./recalculate.ts";
import type { EndPlace } from "./store.ts";

/** How far it is: the tags before this one are done, of it the contacts up to this one; before that, its ends. */
const Place = z.object({
  tag: z.number(),
  ends: z.object({ at: z.number(), contact: z.number(), seq: z.number() }).nullable(),
  contact: z.number(),
  done: z.number(),
});
type Place = z.infer<typeof Place>;

export const recalculateRules = handleJob(recalculateJob, {
  async run(run, { operationId, back }) {
    const operation = await run.read((ctx) => operations.find(ctx, operationId));
    if (!operation) return;
    const { tags } = RuleState.parse(JSON.parse(operation.state));
    const start: EndPlace | null = back ? { at: operation.at, contact: 0, seq: 0 } : null;
    const fresh = (tag: number, done: number): Place => ({ tag, ends: start, contact: 0, done });
    let place = run.checkpoint === null ? fresh(0, 0) : Place.parse(run.checkpoint);
    for (let tagId = tags[place.tag]; tagId !== undefined; tagId = tags[place.tag]) {
      const did = await part(run, { tagId, place, total: operation.contact_count });
      place = did ?? fresh(place.tag + 1, place.done);
    }
  },
});

/** Some of a tag's contacts; null = there are no more. */
async function part(
  run: JobRun,
  { tagId, place, total }: { tagId: number; place: Place; total: number | null },
): Promise<Place | null> {
  return run.write(async (ctx, step) => {
    let at: Place | null = place;
    do {
      at = await next(ctx, tagId, at);
      if (at) step.save(at);
      else
        step.save({
          tag: place.tag + 1,
          ends: place.ends && { ...place.ends, contact: 0, seq: 0 },
          contact: 0,
          done: place.done,
        });
    } while (at && step.hasTime());
    if (at) step.progress(at.done, total === null ? null : Math.max(total, at.done));
    else await feed.append(ctx, { kind: "tag", tagId });
    await feed.append(ctx, { kind: "operation" });
    return at;
  });
}

async function next(ctx: Context, tagId: number, place: Place): Promise<Place | null> {
  if (place.ends) {
    const { last }: Part<EndPlace> = await bringBack(ctx, tagId, place.ends);
    return { ...place, ends: last };
  }
  const { last, n }: Part<number> = await applyRule(ctx, tagId, place.contact);
  return last === null ? null : { ...place, contact: last, done: place.done + n };
}
