import { DomainError } from "@tagdeck/core/errors";
import type { DeleteTags, RecolorTags } from "@tagdeck/core/tags/inputs";
import * as activity from "../activity/store.ts";
import { authorize, type Context } from "../context.ts";
import { impactOf, refuseGrown } from "../impact/service.ts";
import * as operations from "../operations/store.ts";
import * as log from "./log.ts";
import * as many from "./many-store.ts";

/** Deletes several tags in one operation, as `deleteTag` does one. Those that are gone already are left out. */
export async function deleteTags(
  ctx: Context,
  { ids, expectedCount }: DeleteTags,
): Promise<{ operationId: number; tagIds: number[]; contactCount: number }> {
  authorize(ctx, "tags.bulk");
  const rows = await lockLive(ctx, ids);
  const tagIds = rows.map(({ id }) => id);
  const impact = await impactOf(ctx, tagIds);
  refuseGrown(impact, expectedCount);
  const contactCount = [...impact.contacts.values()].reduce((sum, n) => sum + n, 0);
  const names = Map.groupBy(await many.namesOf(ctx, tagIds), (row) => row.tag_id);
  const operationId = await operations.insert(ctx, {
    kind: "tags.delete",
    tagId: null,
    tagIds,
    contactCount,
    state: {
      tags: rows.map(({ id }) => ({
        id,
        names: (names.get(id) ?? []).map(({ key, name, is_alias }) => ({
          key,
          name,
          isAlias: is_alias === 1,
        })),
      })),
    },
  });
  await many.releaseNames(ctx, tagIds);
  await many.update(ctx, tagIds, { deleted_at: ctx.now });
  await log.appendMany(
    ctx,
    tagIds.map((tagId) => ({ tagId, details: { contactCount: impact.contacts.get(tagId) ?? 0 } })),
    { kind: "deleted", operationId },
  );
  await activity.record(ctx, "tags.delete", {
    subject: `operation:${operationId}`,
    details: { tags: tagIds.length, contactCount },
  });
  return { operationId, tagIds, contactCount };
}

/** Gives several tags one colour, in one operation; null = all have it already. */
export async function recolorTags(
  ctx: Context,
  { ids, color }: RecolorTags,
): Promise<{ operationId: number | null; tagIds: number[] }> {
  authorize(ctx, "tags.bulk");
  const rows = (await lockLive(ctx, ids)).filter((row) => row.color !== color);
  const tagIds = rows.map(({ id }) => id);
  if (rows.length === 0) return { operationId: null, tagIds };
  const operationId = await operations.insert(ctx, {
    kind: "tags.recolor",
    tagId: null,
    tagIds,
    contactCount: null,
    state: { tags: rows.map((row) => ({ id: row.id, color: row.color })), to: color },
  });
  await many.update(ctx, tagIds, { color });
  await log.appendMany(
    ctx,
    rows.map((row) => ({ tagId: row.id, details: { color: { from: row.color, to: color } } })),
    { kind: "changed", operationId },
  );
  await activity.record(ctx, "tags.recolor", {
    subject: `operation:${operationId}`,
    details: { tags: tagIds.length, color },
  });
  return { operationId, tagIds };
}

async function lockLive(ctx: Context, ids: readonly number[]) {
  const rows = await many.lockLive(ctx, ids);
  if (rows.length === 0) throw new DomainError("tag_not_found");
  return rows;
}
