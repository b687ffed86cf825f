import { DomainError } from "@tagdeck/core/errors";
import type { GroupingPreview } from "@tagdeck/core/groups/group";
import type { GroupTags, PreviewGrouping, SetExclusive } from "@tagdeck/core/groups/inputs";
import * as activity from "../activity/store.ts";
import { authorize, type Context } from "../context.ts";
import type { GroupRow, TagRow } from "../db/schema.ts";
import * as feed from "../feed/store.ts";
import { enqueueJob } from "../jobs/service.ts";
import type { Transactions } from "../merges/merge.ts";
import { refuseRunning } from "../operations/running.ts";
import * as operations from "../operations/store.ts";
import * as log from "../tags/log.ts";
import * as many from "../tags/many-store.ts";
import * as tags from "../tags/store.ts";
import { keepOneJob } from "./kinds.ts";
import { lockWhole, tagIdsOf } from "./members.ts";
import { countSeveral } from "./several-store.ts";
import type { GroupingState } from "./state.ts";
import * as groups from "./store.ts";

type Regrouped = { operationId: number | null; tagIds: number[] };

/** How many contacts have several of the group's tags and of those that would come into it. */
export async function previewGrouping(ctx: Context, input: PreviewGrouping): Promise<GroupingPreview> {
  authorize(ctx, "groups.edit");
  const ids = await wouldBe(ctx, input.id, input.add);
  return { tags: ids.length, expectedCount: await ctx.readHeavy(countSeveral, ids) };
}

/**
 * Has a group allow one of its tags only, or any number. Contacts that have several keep, in the background, the
 * one that they were given last.
 *
 * @throws DomainError `group_not_found`, `impact_changed`, `operation_running`
 */
export async function setExclusive({ read, write }: Transactions, input: SetExclusive): Promise<Regrouped> {
  const several = await read(
    async (ctx) => (await previewGrouping(ctx, { id: input.id, add: [] })).expectedCount,
  );
  return write(async (ctx) => {
    authorize(ctx, "groups.edit");
    const { group, members } = await lockWhole(ctx, input.id);
    if ((group.exclusive === 1) === input.exclusive) return { operationId: null, tagIds: [] };
    const there = members.filter((row) => row.deleted_at === null);
    await refuseMoving(ctx, there);
    await groups.update(ctx, group.id, { exclusive: input.exclusive ? 1 : 0 });
    await activity.record(ctx, "groups.exclusive", {
      subject: `group:${group.id}`,
      details: { name: group.name, exclusive: input.exclusive },
    });
    await feed.append(ctx, { kind: "workspace" });
    const tagIds = there.map(({ id }) => id);
    await many.update(ctx, tagIds, { slot_group_id: input.exclusive ? group.id : null });
    await feed.appendTags(ctx, tagIds);
    if (!input.exclusive) {
      await many.update(ctx, gone(members), { slot_group_id: null });
      return { operationId: null, tagIds };
    }
    refuseMore(several, input.expectedCount);
    // Should they come back, their contacts may have others of the group.
    await many.update(ctx, gone(members), { group_id: null, slot_group_id: null });
    const left = members.filter((row) => row.deleted_at !== null);
    const operationId = await begin(ctx, "groups.exclusive", there, several, {
      groupId: group.id,
      exclusive: true,
      tags: left.map(({ id }) => ({ id, from: group.id, to: null })),
    });
    return { operationId, tagIds };
  });
}

/**
 * Puts tags into a group, or takes them out of theirs; null = they are there already. In a group that allows one
 * only, contacts that have several keep the one that they were given last.
 *
 * @throws DomainError `tag_not_found`, `group_not_found`, `impact_changed`, `operation_running`
 */
export async function groupTags({ read, write }: Transactions, input: GroupTags): Promise<Regrouped> {
  const { ids, groupId } = input;
  const several = await read(async (ctx) => {
    authorize(ctx, "groups.edit");
    if (groupId === null) return 0;
    const group = (await groups.list(ctx)).find(({ id }) => id === groupId);
    return group?.exclusive === 1 ? ctx.readHeavy(countSeveral, await wouldBe(ctx, groupId, ids)) : 0;
  });
  return write(async (ctx) => {
    authorize(ctx, "groups.edit");
    const { group, rows } = await lockFor(ctx, groupId, ids);
    if (rows.length === 0) throw new DomainError("tag_not_found");
    const changing = rows.filter((row) => row.group_id !== groupId);
    const tagIds = changing.map(({ id }) => id);
    if (tagIds.length === 0) return { operationId: null, tagIds };
    await refuseMoving(ctx, changing);
    const one = group?.exclusive === 1;
    if (one) refuseMore(several, input.expectedCount);
    await many.update(ctx, tagIds, { group_id: groupId, slot_group_id: one ? groupId : null });
    const operationId = await begin(ctx, "tags.group", changing, one ? several : null, {
      groupId,
      exclusive: one,
      tags: changing.map((row) => ({ id: row.id, from: row.group_id, to: groupId })),
    });
    await tell(ctx, changing, group, operationId);
    return { operationId, tagIds };
  });
}

async function lockFor(ctx: Context, groupId: number | null, ids: readonly number[]) {
  if (groupId === null) return { group: null, rows: await many.lockLive(ctx, ids) };
  const { group, members, others } = await lockWhole(ctx, groupId, ids);
  const wanted = new Set(ids);
  const rows = [...members.filter(({ id }) => wanted.has(id)), ...others];
  return { group, rows: rows.filter((row) => row.deleted_at === null) };
}

/** Records the operation, and has what contacts have too many of taken away in the background. */
async function begin(
  ctx: Context,
  kind: "groups.exclusive" | "tags.group",
  rows: readonly TagRow[],
  several: number | null,
  state: GroupingState,
): Promise<number> {
  const operationId = await operations.insert(ctx, {
    kind,
    tagId: null,
    tagIds: rows.map(({ id }) => id),
    contactCount: several,
    state,
  });
  if (state.exclusive && state.groupId !== null && rows.length > 0) {
    const job = await enqueueJob(ctx, keepOneJob, { operationId, groupId: state.groupId });
    await operations.setJob(ctx, operationId, job);
  }
  return operationId;
}

async function tell(
  ctx: Context,
  rows: readonly TagRow[],
  group: GroupRow | null,
  operationId: number,
): Promise<void> {
  const names = new Map((await groups.list(ctx)).map(({ id, name }) => [id, name]));
  const to = group?.name ?? "";
  await log.appendMany(
    ctx,
    rows.map((row) => ({
      tagId: row.id,
      details: { group: { from: names.get(row.group_id ?? 0) ?? "", to } },
    })),
    { kind: "changed", operationId },
  );
  await activity.record(ctx, "groups.setTags", {
    subject: `operation:${operationId}`,
    details: { tags: rows.length, group: to },
  });
}

async function wouldBe(ctx: Context, groupId: number, add: readonly number[]): Promise<number[]> {
  if (!(await groups.list(ctx)).some(({ id }) => id === groupId)) {
    throw new DomainError("group_not_found", { id: groupId });
  }
  const words = await tags.vocabulary(ctx);
  const live = add.filter((id) => words.get(id)?.deleted === false);
  return [...new Set([...(await tagIdsOf(ctx, groupId)), ...live])];
}

async function refuseMoving(ctx: Context, rows: readonly TagRow[]): Promise<void> {
  if (rows.length > 0) {
    await refuseRunning(
      ctx,
      rows.map(({ id }) => id),
    );
  }
}

function refuseMore(several: number, expected: number | undefined): void {
  if (expected !== undefined && several > expected) {
    throw new DomainError("impact_changed", { expectedCount: several });
  }
}

function gone(rows: readonly TagRow[]): number[] {
  return rows.filter((row) => row.deleted_at !== null).map(({ id }) => id);
}
