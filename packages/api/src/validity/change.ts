import { DomainError } from "@tagdeck/core/errors";
import type { SetValidity } from "@tagdeck/core/tags/inputs";
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
import { temporary } from "./impact.ts";
import { recalculateJob } from "./kinds.ts";

/**
 * Makes a tag temporary, permanent, or valid for another number of days. What is given from now on goes by that at
 * once; what its rule decides already follows in the background. Null = it is so already.
 */
export async function setValidity(
  ctx: Context,
  { id, validityDays, expectedCount }: SetValidity,
): Promise<{ tag: Tag; operationId: number | null }> {
  authorize(ctx, "tags.bulk");
  const [tag] = await many.lockLive(ctx, [id]);
  if (!tag) throw new DomainError("tag_not_found", { id });
  if (tag.validity_days === validityDays) return { tag: await viewRow(ctx, tag), operationId: null };
  await refuseRunning(ctx, [id]);
  const impact = await impactOf(ctx, [id]);
  refuseGrown(impact, expectedCount);
  const from = tag.validity_days;
  const operationId = await operations.insert(ctx, {
    kind: "tag.validity",
    tagId: id,
    tagIds: [id],
    contactCount: impact.contacts.get(id) ?? 0,
    state: { tags: [id], from, to: validityDays },
  });
  const row = await writeValidity(ctx, { id, from, to: validityDays, operationId });
  await operations.setJob(
    ctx,
    operationId,
    await enqueueJob(ctx, recalculateJob, { operationId, back: false }),
  );
  await activity.record(ctx, "tags.validity", {
    subject: `tag:${id}`,
    details: { name: row.name, from, to: validityDays },
  });
  return { tag: await viewRow(ctx, row), operationId };
}

export async function writeValidity(
  ctx: Context,
  { id, from, to, operationId }: { id: number; from: number | null; to: number | null; operationId: number },
): Promise<TagRow> {
  const row = await tags.update(ctx, id, {
    kind: to === null ? "permanent" : "temporary",
    validity_days: to,
  });
  const validity = { from: String(from ?? ""), to: String(to ?? "") };
  await log.append(ctx, id, { kind: "changed", operationId, details: { validity } });
  return row;
}

/** Locks the tags whose assignments run out by a rule: before the workspace, whose lock comes last. */
export async function lockTemporary(ctx: Context): Promise<void> {
  await many.lock(
    ctx,
    (await temporary(ctx)).map(({ id }) => id),
  );
}

/**
 * Has the temporary tags, which are locked, run out by the clocks of another zone, which the workspace is given in
 * this transaction. Null = there are none.
 */
export async function changeZone(
  ctx: Context,
  { from, to }: { from: string; to: string },
  expectedCount: number | undefined,
): Promise<number | null> {
  const ids = (await temporary(ctx)).map(({ id }) => id);
  if (ids.length === 0) return null;
  await refuseRunning(ctx, ids);
  const impact = await impactOf(ctx, ids);
  refuseGrown(impact, expectedCount);
  const operationId = await operations.insert(ctx, {
    kind: "workspace.zone",
    tagId: null,
    tagIds: ids,
    contactCount: impact.expectedCount,
    state: { tags: ids, from, to },
  });
  await many.touch(ctx, ids);
  await operations.setJob(
    ctx,
    operationId,
    await enqueueJob(ctx, recalculateJob, { operationId, back: false }),
  );
  return operationId;
}
