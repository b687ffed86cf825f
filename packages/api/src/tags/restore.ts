import { DomainError } from "@tagdeck/core/errors";
import { parseTagName, tagKey } from "@tagdeck/core/tags/name";
import type { RestoreTag } from "@tagdeck/core/tags/inputs";
import type { Tag } from "@tagdeck/core/tags/tag";
import { z } from "zod";
import * as activity from "../activity/store.ts";
import * as actors from "../actors/store.ts";
import { authorize, type Context, may } from "../context.ts";
import type { TagRow } from "../db/schema.ts";
import * as operations from "../operations/store.ts";
import type { OperationRow } from "../operations/store.ts";
import type { UndoHandler } from "../operations/undo-handler.ts";
import * as deletions from "./deletion-store.ts";
import * as log from "./log.ts";
import * as many from "./many-store.ts";
import { claimName } from "./names.ts";
import * as tags from "./store.ts";
import { viewRow } from "./view.ts";
import { wordOf } from "./vocabulary.ts";

const Names = z.array(z.object({ key: z.string(), name: z.string(), isAlias: z.boolean() }));
const One = z.object({ names: Names });
const Several = z.object({ tags: z.array(z.object({ id: z.number(), names: Names })) });

const lockAll = async (ctx: Context, operation: OperationRow) => {
  await many.lock(
    ctx,
    stateOf(operation).map(({ id }) => id),
  );
  return [];
};

export const deleteTag = {
  kind: "tag.delete",
  changes: ["life"],
  needs: ["life"],
  lock: lockAll,
  takeBack: async (ctx, operation, { name }) => ({ tag: await restoreDeleted(ctx, operation, name) }),
} as const satisfies UndoHandler;

export const deleteTags = {
  kind: "tags.delete",
  changes: ["life"],
  needs: ["life"],
  lock: lockAll,
  takeBack: restoreManyDeleted,
} as const satisfies UndoHandler;

/** Brings back one deleted tag, whether it was deleted alone or among others. */
export async function restoreTag(ctx: Context, { id, name }: RestoreTag): Promise<Tag> {
  authorize(ctx, "undo.own");
  const row = await tags.find(ctx, id);
  const deletion = row && (await deletions.find(ctx, [wordOf(row)])).get(id);
  // In the order of undo: the operation first, then the tag.
  const operation = deletion && (await operations.lock(ctx, deletion.operationId));
  const tag = await tags.lock(ctx, id);
  if (!tag || !operation || tag.deleted_at !== operation.at) throw new DomainError("tag_not_found", { id });
  if (!may(ctx, "undo.any") && operation.actor_id !== (await actors.find(ctx))) {
    throw new DomainError("undo_not_yours");
  }
  const restored = await bringBack(ctx, operation, tag, name);
  await operations.leave(ctx, operation.id, id);
  if ((await stillDeleted(ctx, operation)).length === 0) await operations.markUndone(ctx, operation.id);
  await activity.record(ctx, "tags.restore", { subject: `tag:${id}`, details: { name: restored.name } });
  return viewRow(ctx, restored);
}

/** Brings back the tag that an operation deleted, with its names, or under another name if asked. */
async function restoreDeleted(
  ctx: Context,
  operation: OperationRow,
  newName: string | undefined,
): Promise<Tag> {
  const tag = operation.tag_id === null ? undefined : await tags.lock(ctx, operation.tag_id);
  if (!tag) throw new DomainError("operation_not_found");
  return viewRow(ctx, await bringBack(ctx, operation, tag, newName));
}

/** Brings back all that an operation deleted, save tags whose name another has now. */
async function restoreManyDeleted(
  ctx: Context,
  operation: OperationRow,
): Promise<{ tagIds: number[]; blocked: { id: number; name: string }[]; leftAlone: number }> {
  const rows = await stillDeleted(ctx, operation);
  const names = new Map(stateOf(operation).map((entry) => [entry.id, entry.names]));
  await tags.queueUp(ctx);
  const own = rows.map((row) => ({ key: row.name_key, name: row.name, tagId: row.id, isAlias: false }));
  const got = await many.claimNames(ctx, own);
  const back = rows.filter((row) => got.has(row.name_key));
  if (back.length === 0) throw new DomainError("undo_superseded");
  const aliases = back.flatMap((row) =>
    (names.get(row.id) ?? []).filter(({ isAlias }) => isAlias).map((alias) => ({ ...alias, tagId: row.id })),
  );
  // An alias that was taken meanwhile is dropped: the name means the other tag now.
  await many.claimNames(ctx, aliases);
  const tagIds = back.map(({ id }) => id);
  await many.update(ctx, tagIds, { deleted_at: null });
  await log.appendMany(
    ctx,
    back.map((row) => ({ tagId: row.id, details: { name: row.name } })),
    { kind: "restored", operationId: operation.id },
  );
  return {
    tagIds,
    blocked: rows.filter((row) => !got.has(row.name_key)).map(({ id, name }) => ({ id, name })),
    leftAlone: names.size - rows.length,
  };
}

async function bringBack(
  ctx: Context,
  operation: OperationRow,
  tag: TagRow,
  newName: string | undefined,
): Promise<TagRow> {
  const names = stateOf(operation).find(({ id }) => id === tag.id)?.names ?? [];
  const name = newName === undefined ? tag.name : parseTagName(newName, ctx.workspace.settings.tagNameMax);
  const key = tagKey(name);
  await claimName(ctx, tag.id, { key, name });
  for (const alias of names.filter((entry) => entry.isAlias)) {
    // As above.
    await tags.claimName(ctx, { key: alias.key, name: alias.name, tagId: tag.id, isAlias: true });
  }
  const row = await tags.update(ctx, tag.id, { deleted_at: null, name, name_key: key });
  await log.append(ctx, tag.id, { kind: "restored", operationId: operation.id, details: { name } });
  return row;
}

/** The operation's tags that nobody has brought back since, locked. */
async function stillDeleted(ctx: Context, operation: OperationRow): Promise<TagRow[]> {
  const ids = stateOf(operation).map(({ id }) => id);
  return (await many.lock(ctx, ids)).filter((row) => row.deleted_at === operation.at);
}

function stateOf(operation: OperationRow): z.infer<typeof Several>["tags"] {
  const state: unknown = JSON.parse(operation.state);
  return operation.tag_id === null
    ? Several.parse(state).tags
    : [{ id: operation.tag_id, names: One.parse(state).names }];
}
