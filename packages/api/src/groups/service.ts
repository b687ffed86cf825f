import { DomainError } from "@tagdeck/core/errors";
import { groupMax, type TagGroup } from "@tagdeck/core/groups/group";
import type { CreateGroup, DeleteGroup, OrderGroups, UpdateGroup } from "@tagdeck/core/groups/inputs";
import { defaultTagColor } from "@tagdeck/core/tags/color";
import { parseTagName, tagKey } from "@tagdeck/core/tags/name";
import * as activity from "../activity/store.ts";
import { authorize, type Context } from "../context.ts";
import type { GroupRow } from "../db/schema.ts";
import * as feed from "../feed/store.ts";
import { refuseRunning } from "../operations/running.ts";
import * as many from "../tags/many-store.ts";
import * as tags from "../tags/store.ts";
import { lockGroup, lockWhole, tagIdsOf } from "./members.ts";
import * as groups from "./store.ts";

export async function listGroups(ctx: Context): Promise<{ items: TagGroup[] }> {
  authorize(ctx, "tags.read");
  return { items: await viewAll(ctx) };
}

async function viewAll(ctx: Context): Promise<TagGroup[]> {
  const counts = new Map<number, number>();
  for (const { groupId, deleted } of (await tags.vocabulary(ctx)).values()) {
    if (groupId !== null && !deleted) counts.set(groupId, (counts.get(groupId) ?? 0) + 1);
  }
  return (await groups.list(ctx)).map((row) => view(row, counts.get(row.id) ?? 0));
}

export async function createGroup(ctx: Context, input: CreateGroup): Promise<TagGroup> {
  authorize(ctx, "groups.edit");
  await tags.queueUp(ctx);
  const all = await groups.list(ctx);
  if (all.length >= groupMax) throw new DomainError("groups_full", { max: groupMax });
  const name = parseTagName(input.name, ctx.workspace.settings.tagNameMax);
  const key = tagKey(name);
  const row = await groups.insert(ctx, {
    name,
    name_key: key,
    color: input.color ?? defaultTagColor(key),
    position: (all.at(-1)?.position ?? 0) + 1,
    exclusive: input.exclusive ? 1 : 0,
  });
  if (!row) throw new DomainError("group_name_taken", { name });
  await record(ctx, "groups.create", row, { name, exclusive: input.exclusive });
  return view(row, 0);
}

export async function updateGroup(ctx: Context, input: UpdateGroup): Promise<TagGroup> {
  authorize(ctx, "groups.edit");
  await tags.queueUp(ctx);
  const before = await lockGroup(ctx, input.id);
  const name =
    input.name === undefined ? before.name : parseTagName(input.name, ctx.workspace.settings.tagNameMax);
  const after = { ...before, name, name_key: tagKey(name), color: input.color ?? before.color };
  const tagCount = (await tagIdsOf(ctx, input.id)).length;
  if (after.name === before.name && after.color === before.color) return view(before, tagCount);
  const holder = await groups.byKey(ctx, after.name_key);
  if (holder && holder.id !== before.id) throw new DomainError("group_name_taken", { name });
  await groups.update(ctx, input.id, { name, name_key: after.name_key, color: after.color });
  await record(ctx, "groups.update", after, {
    ...(name !== before.name && { name: { from: before.name, to: name } }),
    ...(after.color !== before.color && { color: { from: before.color, to: after.color } }),
  });
  return view(after, tagCount);
}

/** Puts the groups into an order; those that are not named follow as they were. */
export async function orderGroups(ctx: Context, { ids }: OrderGroups): Promise<{ items: TagGroup[] }> {
  authorize(ctx, "groups.edit");
  await tags.queueUp(ctx);
  const all = await groups.list(ctx);
  const known = new Set(all.map(({ id }) => id));
  const missing = ids.find((id) => !known.has(id));
  if (missing !== undefined) throw new DomainError("group_not_found", { id: missing });
  const order = [...new Set([...ids, ...known])];
  for (const row of all) {
    const position = order.indexOf(row.id) + 1;
    if (position !== row.position) await groups.update(ctx, row.id, { position });
  }
  await feed.append(ctx, { kind: "workspace" });
  return { items: await viewAll(ctx) };
}

/** Deletes a group; its tags are in none then, and stay as they are on contacts. */
export async function deleteGroup(ctx: Context, { id }: DeleteGroup): Promise<{ tagIds: number[] }> {
  authorize(ctx, "groups.edit");
  const { group, members } = await lockWhole(ctx, id);
  const tagIds = members.filter((row) => row.deleted_at === null).map((row) => row.id);
  if (tagIds.length > 0) await refuseRunning(ctx, tagIds);
  await many.update(
    ctx,
    members.map((row) => row.id),
    { group_id: null, slot_group_id: null },
  );
  await groups.remove(ctx, id);
  await feed.appendTags(ctx, tagIds);
  await record(ctx, "groups.delete", group, { name: group.name, tags: tagIds.length });
  return { tagIds };
}

async function record(
  ctx: Context,
  action: string,
  group: Pick<GroupRow, "id" | "name">,
  details: Record<string, unknown>,
): Promise<void> {
  await feed.append(ctx, { kind: "workspace" });
  await activity.record(ctx, action, { subject: `group:${group.id}`, details });
}

function view(row: GroupRow, tagCount: number): TagGroup {
  return { id: row.id, name: row.name, color: row.color, exclusive: row.exclusive === 1, tagCount };
}
