import { DomainError } from "@tagdeck/core/errors";
import type { Context } from "../context.ts";
import type { GroupRow, TagRow } from "../db/schema.ts";
import * as many from "../tags/many-store.ts";
import * as tags from "../tags/store.ts";
import * as groups from "./store.ts";

/** The tags of a group; deleted ones only if asked. */
export async function tagIdsOf(
  ctx: Context,
  groupId: number,
  { deleted = false }: { deleted?: boolean } = {},
): Promise<number[]> {
  const words = [...(await tags.vocabulary(ctx)).values()];
  return words
    .filter((word) => word.groupId === groupId && (deleted || !word.deleted))
    .map(({ id }) => id)
    .sort((a, b) => a - b);
}

/**
 * A group with all of its tags, deleted ones among them, locked: the tags first, as in every change of tags.
 *
 * @throws DomainError `group_not_found`
 */
export async function lockWhole(
  ctx: Context,
  id: number,
  more: readonly number[] = [],
): Promise<{ group: GroupRow; members: TagRow[]; others: TagRow[] }> {
  const before = await tagIdsOf(ctx, id, { deleted: true });
  const rows = await many.lock(ctx, [...new Set([...before, ...more])]);
  await tags.queueUp(ctx);
  const group = await lockGroup(ctx, id);
  // Tags that came into it meanwhile.
  const known = new Set(rows.map((row) => row.id));
  await tags.catchUp(ctx);
  const late = (await tagIdsOf(ctx, id, { deleted: true })).filter((tagId) => !known.has(tagId));
  const all = late.length === 0 ? rows : [...rows, ...(await many.lock(ctx, late))];
  return {
    group,
    members: all.filter((row) => row.group_id === id),
    others: all.filter((row) => row.group_id !== id && more.includes(row.id)),
  };
}

/**
 * @throws DomainError `group_not_found`
 */
export async function lockGroup(ctx: Context, id: number): Promise<GroupRow> {
  const row = await groups.lock(ctx, id);
  if (!row) throw new DomainError("group_not_found", { id });
  return row;
}
