import type { Context } from "../context.ts";
import * as feed from "../feed/store.ts";
import { handleJob, type JobRun } from "../jobs/job.ts";
import * as operations from "../operations/store.ts";
import { changeSome } from "./change-some.ts";
import { type Doer, onBehalfOf } from "./doer.ts";
import { bulkJob, BulkState, Place } from "./kinds.ts";
import { nextOf } from "./target.ts";

/** How many contacts are looked for at once, and changed between two looks at the clock. */
const readPortion = 2_000;
const portion = 100;
/** So many of those who are left out are named. */
const named = 100;

/** Changes the tags of all that are meant. Where it stands is its checkpoint, saved with what it has done. */
export const changeBulk = handleJob(bulkJob, {
  async run(run, { operationId, doer }) {
    const operation = await run.read((ctx) => operations.find(ctx, operationId));
    if (!operation) return;
    const bulk = BulkState.parse(JSON.parse(operation.state));
    const fresh: Place = { before: bulk.upto + 1, done: 0, changed: 0, skipped: 0, skippedIds: [] };
    let place = run.checkpoint === null ? fresh : Place.parse(run.checkpoint);
    let more = true;
    let from = place.before;
    while (more) {
      const found = await findNext(run, { bulk, doer, from });
      place = await changeAll(run, {
        bulk,
        ids: found.ids,
        place,
        total: operation.contact_count,
        as: (ctx) => onBehalfOf(ctx, doer),
      });
      more = found.before !== null;
      from = found.before ?? 0;
    }
  },
});

function findNext(run: JobRun, { bulk, doer, from }: { bulk: BulkState; doer: Doer; from: number }) {
  return run.read((ctx) => nextOf(onBehalfOf(ctx, doer), bulk.target, from, readPortion));
}

type Work = {
  bulk: BulkState;
  ids: readonly number[];
  place: Place;
  total: number | null;
  as: (ctx: Context) => Context;
};

async function changeAll(run: JobRun, { bulk, ids, place: start, total, as }: Work): Promise<Place> {
  let place = start;
  for (let at = 0; at < ids.length;) {
    const [from, before] = [at, place];
    // It may be run more than once before it is committed: it begins anew each time.
    const did = await run.write(async (ctx, step) => {
      let [now, i] = [before, from];
      do {
        const some = ids.slice(i, i + portion);
        now = after(now, some, await changeSome(as(ctx), bulk, some));
        i += some.length;
      } while (i < ids.length && step.hasTime());
      step.save(now);
      step.progress(now.done, total === null ? null : Math.max(total, now.done));
      // Lists and panels that show these tags look again; contacts have no line each.
      for (const tagId of bulk.add) await feed.append(ctx, { kind: "tag", tagId });
      await feed.append(ctx, { kind: "operation" });
      return { now, i };
    });
    place = did.now;
    at = did.i;
  }
  return place;
}

function after(
  place: Place,
  ids: readonly number[],
  { changed, full }: Awaited<ReturnType<typeof changeSome>>,
): Place {
  return {
    before: ids.at(-1) ?? place.before,
    done: place.done + ids.length,
    changed: place.changed + changed,
    skipped: place.skipped + full.length,
    skippedIds: [...place.skippedIds, ...full].slice(0, named),
  };
}
