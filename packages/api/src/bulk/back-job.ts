import type { Context } from "../context.ts";
import * as feed from "../feed/store.ts";
import { handleJob, type JobRun } from "../jobs/job.ts";
import * as operations from "../operations/store.ts";
import * as back from "./back-store.ts";
import { onBehalfOf } from "./doer.ts";
import { bulkBackJob, BulkState, PlaceBack } from "./kinds.ts";
import { bringBack, type DidBack, takeGiven } from "./take-some-back.ts";

const readPortion = 1_000;
const portion = 50;

/** A tag that was given, or one whose entries are taken back. */
type Step = { tagId: number; given: boolean };
type Found = { id: number; takeBack: (ctx: Context) => Promise<DidBack> };

/** Takes back what a bulk change did, as far as nobody has changed it since. */
export const takeBulkBack = handleJob(bulkBackJob, {
  async run(run, { operationId, doer }) {
    const operation = await run.read((ctx) => operations.find(ctx, operationId));
    if (!operation) return;
    const bulk = BulkState.parse(JSON.parse(operation.state));
    const steps: Step[] = [
      ...bulk.add.map((tagId) => ({ tagId, given: true })),
      ...[...bulk.add, ...bulk.remove, ...bulk.replace].map((tagId) => ({ tagId, given: false })),
    ];
    const as = (ctx: Context) => onBehalfOf(ctx, doer);
    const fresh: PlaceBack = { step: 0, contact: 0, done: 0, leftAlone: 0 };
    let place = run.checkpoint === null ? fresh : PlaceBack.parse(run.checkpoint);
    for (let step = steps[place.step]; step; step = steps[place.step]) {
      const { tagId, given } = step;
      const from = { after: place.contact, limit: readPortion };
      const found = given
        ? await givenBy(run, bulk, tagId, from)
        : await writtenBy(run, bulk, tagId, { ...from, actorId: operation.actor_id });
      place = await takeAll(run, { tagId, found, place, as });
      if (found.length === 0) place = { ...place, step: place.step + 1, contact: 0 };
    }
  },
});

type From = { after: number; limit: number };

async function givenBy(run: JobRun, bulk: BulkState, tagId: number, from: From): Promise<Found[]> {
  const ids = await run.read((ctx) => back.given(ctx, tagId, bulk.originId, from));
  return chunks(ids).map((some) => ({
    id: some.at(-1) ?? 0,
    takeBack: (ctx) => takeGiven(ctx, bulk, tagId, some),
  }));
}

async function writtenBy(
  run: JobRun,
  bulk: BulkState,
  tagId: number,
  from: From & { actorId: number },
): Promise<Found[]> {
  const entries = await run.read((ctx) => back.written(ctx, tagId, bulk, from));
  return chunks(entries).map((some) => ({
    id: some.at(-1)?.contact_id ?? 0,
    takeBack: (ctx) => bringBack(ctx, tagId, some),
  }));
}

type Work = {
  tagId: number;
  found: readonly Found[];
  place: PlaceBack;
  as: (ctx: Context) => Context;
};

async function takeAll(run: JobRun, { tagId, found, place: start, as }: Work): Promise<PlaceBack> {
  let place = start;
  for (let at = 0; at < found.length;) {
    const [from, before] = [at, place];
    // It may be run more than once before it is committed: it begins anew each time.
    const did = await run.write(async (ctx, step) => {
      let [now, i] = [before, from];
      for (let some = found[i]; some; some = step.hasTime() ? found[i] : undefined) {
        const { done, leftAlone } = await some.takeBack(as(ctx));
        now = {
          ...now,
          contact: some.id,
          done: now.done + done,
          leftAlone: now.leftAlone + leftAlone,
        };
        i += 1;
      }
      step.save(now);
      step.progress(now.done, null);
      await feed.append(ctx, { kind: "tag", tagId });
      await feed.append(ctx, { kind: "operation" });
      return { now, i };
    });
    place = did.now;
    at = did.i;
  }
  return place;
}

function chunks<T>(all: readonly T[]): T[][] {
  const found: T[][] = [];
  for (let i = 0; i < all.length; i += portion) found.push(all.slice(i, i + portion));
  return found;
}
