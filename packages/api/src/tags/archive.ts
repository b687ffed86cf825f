import { DomainError } from "@tagdeck/core/errors";
import type { ArchiveTags, UnarchiveTags } from "@tagdeck/core/tags/inputs";
import { z } from "zod";
import * as activity from "../activity/store.ts";
import { authorize, type Context } from "../context.ts";
import type { TagRow } from "../db/schema.ts";
import { impactOf, refuseGrown } from "../impact/service.ts";
import * as operations from "../operations/store.ts";
import type { OperationRow } from "../operations/store.ts";
import type { UndoHandler } from "../operations/undo-handler.ts";
import * as log from "./log.ts";
import * as many from "./many-store.ts";

const Archived = z.object({ tags: z.array(z.number()) });

/**
 * Hides tags from pickers and keeps them from being given; who has them keeps them. In one operation; null =
 * all are archived already.
 */
export async function archiveTags(
  ctx: Context,
  { ids, expectedCount }: ArchiveTags,
): Promise<{ operationId: number | null; tagIds: number[] }> {
  authorize(ctx, "tags.bulk");
  const rows = (await lockLive(ctx, ids)).filter((row) => row.archived_at === null);
  const tagIds = rows.map(({ id }) => id);
  if (tagIds.length === 0) return { operationId: null, tagIds };
  const impact = await impactOf(ctx, tagIds);
  refuseGrown(impact, expectedCount);
  const operationId = await operations.insert(ctx, {
    kind: "tags.archive",
    tagId: null,
    tagIds,
    contactCount: null,
    state: { tags: tagIds },
  });
  await many.update(ctx, tagIds, { archived_at: ctx.now });
  await record(ctx, rows, "archived", operationId);
  return { operationId, tagIds };
}

/** Lets archived tags be found and given again. */
export async function unarchiveTags(ctx: Context, { ids }: UnarchiveTags): Promise<{ tagIds: number[] }> {
  authorize(ctx, "tags.bulk");
  const rows = (await lockLive(ctx, ids)).filter((row) => row.archived_at !== null);
  const tagIds = rows.map(({ id }) => id);
  await many.update(ctx, tagIds, { archived_at: null });
  if (rows.length > 0) await record(ctx, rows, "unarchived", null);
  return { tagIds };
}

/** How the archiving of tags is undone: of those that are still archived by it. */
export const archived = {
  kind: "tags.archive",
  changes: [],
  needs: ["life"],
  async lock(ctx, operation) {
    await many.lock(ctx, idsOf(operation));
    return [];
  },
  async takeBack(ctx, operation) {
    const ids = idsOf(operation);
    const rows = (await many.lockLive(ctx, ids)).filter((row) => row.archived_at === operation.at);
    if (rows.length === 0) throw new DomainError("undo_superseded");
    const tagIds = rows.map(({ id }) => id);
    await many.update(ctx, tagIds, { archived_at: null });
    await log.appendMany(
      ctx,
      tagIds.map((tagId) => ({ tagId, details: {} })),
      { kind: "unarchived", operationId: operation.id },
    );
    return { tagIds, leftAlone: ids.length - tagIds.length };
  },
} as const satisfies UndoHandler;

async function record(
  ctx: Context,
  rows: readonly TagRow[],
  kind: "archived" | "unarchived",
  operationId: number | null,
): Promise<void> {
  await log.appendMany(
    ctx,
    rows.map(({ id }) => ({ tagId: id, details: {} })),
    { kind, operationId },
  );
  const [only] = rows;
  const one = rows.length === 1 && only ? only : null;
  await activity.record(ctx, kind === "archived" ? "tags.archive" : "tags.unarchive", {
    subject: one ? `tag:${one.id}` : `operation:${operationId ?? 0}`,
    details: one ? { name: one.name } : { tags: rows.length },
  });
}

function idsOf(operation: OperationRow): number[] {
  return Archived.parse(JSON.parse(operation.state)).tags;
}

async function lockLive(ctx: Context, ids: readonly number[]): Promise<TagRow[]> {
  const rows = await many.lockLive(ctx, ids);
  if (rows.length === 0) throw new DomainError("tag_not_found");
  return rows;
}
