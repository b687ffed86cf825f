import { DomainError } from "@tagdeck/core/errors";
import type { MergeTags } from "@tagdeck/core/tags/inputs";
import type { Tag } from "@tagdeck/core/tags/tag";
import * as activity from "../activity/store.ts";
import { authorize, type Context } from "../context.ts";
import type { TagRow } from "../db/schema.ts";
import { impactOf, refuseGrown } from "../impact/service.ts";
import { enqueueJob } from "../jobs/service.ts";
import { refuseRunning } from "../operations/running.ts";
import * as operations from "../operations/store.ts";
import * as log from "../tags/log.ts";
import * as many from "../tags/many-store.ts";
import * as tags from "../tags/store.ts";
import { viewRow } from "../tags/view.ts";
import { bringUp } from "./bring-up.ts";
import { current } from "./current.ts";
import { moveJob } from "./kinds.ts";
import type { MergePlan } from "./plan.ts";
import * as plans from "./plans.ts";
import { makePlan, sourcesOf } from "./preview.ts";
import type { MergeState } from "./state.ts";
import * as merges from "./store.ts";

/** How often it is counted anew when the tags change too fast. */
const attempts = 3;

/** The caller's transactions: what is to be counted takes too long to be done within the one that changes. */
export type Transactions = {
  read<T>(work: (ctx: Context) => Promise<T>): Promise<T>;
  write<T>(work: (ctx: Context) => Promise<T>): Promise<T>;
};

export type Merged = { operationId: number; tag: Tag; tagIds: number[] };

/**
 * Makes several tags one, for everybody at once: what they were given to has the surviving one, and their names
 * become names of it. The assignments themselves move in the background.
 *
 * @throws DomainError `impact_changed`, `operation_running`, `tag_not_found`
 */
export async function mergeTags({ read, write }: Transactions, input: MergeTags): Promise<Merged> {
  for (let attempt = 1; attempt <= attempts; attempt += 1) {
    const plan = await read(async (ctx) => {
      authorize(ctx, "tags.merge");
      const known = plans.find(ctx, { sources: sourcesOf(input), target: input.into });
      return attempt === 1 && known ? known : makePlan(ctx, input);
    });
    const merged = await write((ctx) => merge(ctx, input, plan));
    if (merged) return merged;
  }
  throw new DomainError("operation_running");
}

/** Null when the plan is not true any more; then nothing is changed. */
async function merge(ctx: Context, input: MergeTags, plan: MergePlan): Promise<Merged | null> {
  authorize(ctx, "tags.merge");
  const { into } = input;
  const sourceIds = sourcesOf(input);
  const tagIds = [into, ...sourceIds];
  const rows = new Map((await many.lockLive(ctx, tagIds)).map((row) => [row.id, row]));
  const missing = tagIds.find((id) => !rows.has(id));
  if (missing !== undefined) throw new DomainError("tag_not_found", { id: missing });
  const exclusive = [...rows.values()].find((row) => row.slot_group_id !== null);
  if (exclusive) throw new DomainError("tag_in_exclusive_group", { id: exclusive.id, name: exclusive.name });
  await refuseRunning(ctx, tagIds);
  const { goingOn } = await current(ctx);
  if (tagIds.some((id) => goingOn.has(id))) throw new DomainError("operation_running");
  const impact = await impactOf(ctx, sourceIds);
  refuseGrown(impact, input.expectedCount);
  const target = (await tags.vocabulary(ctx)).get(into);
  const now = target && (await bringUp(ctx, plan, target));
  if (!now) return null;

  const sources = sourceIds.flatMap((id) => rows.get(id) ?? []);
  const names = await many.namesOf(ctx, sourceIds);
  await tags.queueUp(ctx);
  await many.giveNames(ctx, sourceIds, into);
  const grown = now.grows.reduce((sum, [, n]) => sum + n, 0);
  const state: MergeState = {
    sources: sources.map(({ id }) => ({
      id,
      names: names
        .filter((row) => row.tag_id === id)
        .map(({ key, name, is_alias }) => ({ key, name, isAlias: is_alias === 1 })),
    })),
    grows: now.grows,
  };
  const operationId = await operations.insert(ctx, {
    kind: "tags.merge",
    tagId: into,
    tagIds,
    contactCount: plan.contacts,
    state,
  });
  await merges.insert(ctx, { id: operationId, target: into, contacts: plan.contacts });
  await many.update(ctx, sourceIds, {
    deleted_at: ctx.now,
    merged_into: into,
    merge_id: operationId,
    merge_target: into,
    merge_state: "moving",
  });
  const tag = await tags.update(ctx, into);
  await merges.count(ctx, into, now.grows);
  await tell(ctx, { operationId, tag, sources, grown, counts: impact.contacts });
  await operations.setJob(ctx, operationId, await enqueueJob(ctx, moveJob, { operationId }));
  return { operationId, tag: await viewRow(ctx, tag), tagIds: sourceIds };
}

async function tell(
  ctx: Context,
  merged: {
    operationId: number;
    tag: TagRow;
    sources: readonly TagRow[];
    grown: number;
    counts: ReadonlyMap<number, number>;
  },
): Promise<void> {
  const { operationId, tag, sources, grown, counts } = merged;
  await log.appendMany(
    ctx,
    sources.map((source) => ({
      tagId: source.id,
      details: { others: [tag.name], contactCount: counts.get(source.id) ?? 0 },
    })),
    { kind: "merged", operationId },
  );
  const others = sources.map(({ name }) => name);
  await log.append(ctx, tag.id, { kind: "absorbed", operationId, details: { others, grown } });
  await activity.record(ctx, "tags.merge", {
    subject: `tag:${tag.id}`,
    details: { name: tag.name, tags: others.length },
  });
}
