import { DomainError } from "@tagdeck/core/errors";
import type { CreateTag, DeleteTag, UpdateTag } from "@tagdeck/core/tags/inputs";
import { parseTagName, tagKey } from "@tagdeck/core/tags/name";
import type { Tag } from "@tagdeck/core/tags/tag";
import * as activity from "../activity/store.ts";
import { authorize, type Context } from "../context.ts";
import type { TagRow } from "../db/schema.ts";
import { impactOf, refuseGrown } from "../impact/service.ts";
import * as operations from "../operations/store.ts";
import * as log from "./log.ts";
import { addTag } from "./add.ts";
import { claimName } from "./names.ts";
import * as tags from "./store.ts";
import { viewRow } from "./view.ts";

export async function createTag(ctx: Context, input: CreateTag): Promise<Tag> {
  authorize(ctx, "tags.create");
  return viewRow(ctx, await addTag(ctx, input));
}

export async function updateTag(ctx: Context, input: UpdateTag): Promise<Tag> {
  authorize(ctx, "tags.edit");
  if (input.keepOldName) authorize(ctx, "tags.merge");
  const before = await lockLive(ctx, input.id);
  const name =
    input.name === undefined ? before.name : parseTagName(input.name, ctx.workspace.settings.tagNameMax);
  const after = {
    name,
    name_key: tagKey(name),
    color: input.color ?? before.color,
    description: input.description ?? before.description,
  };
  const changed = changes(before, after);
  if (Object.keys(changed).length === 0) return viewRow(ctx, before);

  if (after.name_key !== before.name_key) {
    // One of its other names may become its own.
    await tags.queueUp(ctx);
    await tags.releaseAlias(ctx, after.name_key, before.id);
    await claimName(ctx, before.id, { name, key: after.name_key });
    if (input.keepOldName) await tags.makeAlias(ctx, before.name_key);
    else await tags.releaseName(ctx, before.name_key);
  } else if (after.name !== before.name) {
    await tags.renameKey(ctx, after.name_key, name);
  }
  const row = await tags.update(ctx, before.id, after);
  await log.append(ctx, row.id, { kind: "changed", details: changed });
  await activity.record(ctx, "tags.update", { subject: `tag:${row.id}`, details: changed });
  return viewRow(ctx, row);
}

/** Takes a tag from the list and from all contacts at once, and frees its names; the operation can be undone. */
export async function deleteTag(
  ctx: Context,
  { id, expectedCount }: DeleteTag,
): Promise<{ operationId: number; contactCount: number }> {
  authorize(ctx, "tags.delete");
  const tag = await lockLive(ctx, id);
  const names = await tags.namesOf(ctx, id);
  const impact = await impactOf(ctx, [id]);
  refuseGrown(impact, expectedCount);
  const contactCount = impact.contacts.get(id) ?? 0;
  const operationId = await operations.insert(ctx, {
    kind: "tag.delete",
    tagId: id,
    tagIds: [id],
    contactCount,
    state: { names: names.map(({ key, name, is_alias }) => ({ key, name, isAlias: is_alias === 1 })) },
  });
  for (const { key } of names) await tags.releaseName(ctx, key);
  await tags.update(ctx, id, { deleted_at: ctx.now });
  await log.append(ctx, id, { kind: "deleted", operationId, details: { contactCount } });
  await activity.record(ctx, "tags.delete", {
    subject: `tag:${id}`,
    details: { name: tag.name, contactCount },
  });
  return { operationId, contactCount };
}

async function lockLive(ctx: Context, id: number): Promise<TagRow> {
  const row = await tags.lock(ctx, id);
  if (!row || row.deleted_at !== null) throw new DomainError("tag_not_found", { id });
  return row;
}

type Described = Pick<TagRow, "name" | "color" | "description">;

function changes(before: Described, after: Described): Record<string, { from: string; to: string }> {
  const keys = ["name", "color", "description"] as const;
  return Object.fromEntries(
    keys
      .filter((key) => before[key] !== after[key])
      .map((key) => [key, { from: before[key], to: after[key] }]),
  );
}
