import { DomainError } from "@tagdeck/core/errors";
import { parseTagName, tagKey } from "@tagdeck/core/tags/name";
import type { Tag } from "@tagdeck/core/tags/tag";
import { z } from "zod";
import type { Context } from "../context.ts";
import type { OperationRow } from "../operations/store.ts";
import * as log from "./log.ts";
import { claimName } from "./names.ts";
import * as tags from "./store.ts";
import { viewRow } from "./view.ts";

const DeletedState = z.object({
  names: z.array(z.object({ key: z.string(), name: z.string(), isAlias: z.boolean() })),
});

/** Brings back the tag that an operation deleted, with its names, or under another name if asked. */
export async function restoreTag(
  ctx: Context,
  operation: OperationRow,
  newName: string | undefined,
): Promise<Tag> {
  const tag = operation.tag_id === null ? undefined : await tags.lock(ctx, operation.tag_id);
  if (!tag) throw new DomainError("operation_not_found");
  const { names } = DeletedState.parse(JSON.parse(operation.state));
  const name = newName === undefined ? tag.name : parseTagName(newName, ctx.workspace.settings.tagNameMax);
  const key = tagKey(name);
  await claimName(ctx, tag.id, { key, name });
  for (const alias of names.filter((entry) => entry.isAlias)) {
    // An alias that was taken meanwhile is dropped: the name means the other tag now.
    await tags.claimName(ctx, { key: alias.key, name: alias.name, tagId: tag.id, isAlias: true });
  }
  const row = await tags.update(ctx, tag.id, { deleted_at: null, name, name_key: key });
  await log.append(ctx, tag.id, { kind: "restored", operationId: operation.id, details: { name } });
  return viewRow(ctx, row);
}
