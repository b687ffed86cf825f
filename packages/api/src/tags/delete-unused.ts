import * as activity from "../activity/store.ts";
import * as assignments from "../assignments/store.ts";
import * as events from "../assignments/events.ts";
import type { Context } from "../context.ts";
import * as origins from "../history/origins.ts";
import { current } from "../merges/current.ts";
import * as log from "./log.ts";
import * as tags from "./store.ts";

/** Deletes a tag whose creation is taken back, unless somebody has used it otherwise. */
export async function deleteUnused(ctx: Context, tagId: number): Promise<void> {
  const tag = await tags.lock(ctx, tagId);
  if (!tag || tag.deleted_at !== null) return;
  if (await assignments.anyOfTag(ctx, tagId)) return;
  const { byId } = await current(ctx);
  if ([...byId.values()].some(({ target }) => target.id === tagId)) return;
  if ((await events.usedOtherwise(ctx, tagId)) || (await origins.anyOfTag(ctx, tagId))) return;
  for (const { key } of await tags.namesOf(ctx, tagId)) await tags.releaseName(ctx, key);
  await tags.update(ctx, tagId, { deleted_at: ctx.now });
  await log.append(ctx, tagId, { kind: "deleted" });
  await activity.record(ctx, "tags.delete", {
    subject: `tag:${tagId}`,
    details: { name: tag.name, unused: true },
  });
}
