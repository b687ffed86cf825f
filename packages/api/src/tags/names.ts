import { DomainError } from "@tagdeck/core/errors";
import type { Context } from "../context.ts";
import * as tags from "./store.ts";
import { viewRow } from "./view.ts";

/**
 * Takes a name for a tag.
 *
 * @throws DomainError `tag_name_taken`, `tag_name_is_alias`; details: the `tag` that has it
 */
export async function claimName(
  ctx: Context,
  tagId: number,
  { key, name }: { key: string; name: string },
): Promise<void> {
  await tags.queueUp(ctx);
  if (await tags.claimName(ctx, { key, name, tagId, isAlias: false })) return;
  await refuseTaken(ctx, key);
  throw new Error("a name that could not be claimed has no holder");
}

/**
 * @throws DomainError as `claimName`
 */
export async function refuseTaken(ctx: Context, key: string): Promise<void> {
  const holder = await tags.nameHolder(ctx, key);
  if (!holder) return;
  const row = await tags.find(ctx, holder.tag_id);
  throw new DomainError(holder.is_alias === 1 ? "tag_name_is_alias" : "tag_name_taken", {
    tag: row ? await viewRow(ctx, row) : null,
  });
}
