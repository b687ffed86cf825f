import { DomainError } from "@tagdeck/core/errors";
import type { UndoOperation } from "@tagdeck/core/operations/inputs";
import { parseTagName, tagKey } from "@tagdeck/core/tags/name";
import type { Tag } from "@tagdeck/core/tags/tag";
import { z } from "zod";
import * as activity from "../activity/store.ts";
import * as actors from "../actors/store.ts";
import { authorize, type Context, may } from "../context.ts";
import * as log from "../tags/log.ts";
import { claimName } from "../tags/names.ts";
import * as tags from "../tags/store.ts";
import { viewRow } from "../tags/view.ts";
import * as operations from "./store.ts";

const DeletedState = z.object({
  names: z.array(z.object({ key: z.string(), name: z.string(), isAlias: z.boolean() })),
});

/** Takes a wide change back. Undoing a delete gives the tag its names again, or another name if asked. */
export async function undoOperation(ctx: Context, input: UndoOperation): Promise<{ tag: Tag }> {
  authorize(ctx, "undo.own");
  const operation = await operations.lock(ctx, input.id);
  if (!operation || operation.tag_id === null) throw new DomainError("operation_not_found");
  if (!may(ctx, "undo.any") && operation.actor_id !== (await actors.find(ctx))) {
    throw new DomainError("undo_not_yours");
  }
  if (operation.undone_at !== null) throw new DomainError("undo_already_done");
  if (operation.undo_until <= ctx.now) throw new DomainError("undo_expired");

  const tag = await tags.lock(ctx, operation.tag_id);
  if (!tag) throw new DomainError("operation_not_found");
  const { names } = DeletedState.parse(JSON.parse(operation.state));
  const name =
    input.name === undefined ? tag.name : parseTagName(input.name, ctx.workspace.settings.tagNameMax);
  const key = tagKey(name);
  await claimName(ctx, tag.id, { key, name });
  for (const alias of names.filter((entry) => entry.isAlias)) {
    // An alias that was taken meanwhile is dropped: the name means the other tag now.
    await tags.claimName(ctx, { key: alias.key, name: alias.name, tagId: tag.id, isAlias: true });
  }
  const row = await tags.update(ctx, tag.id, { deleted_at: null, name, name_key: key });
  await operations.markUndone(ctx, operation.id);
  await log.append(ctx, tag.id, { kind: "restored", operationId: operation.id, details: { name } });
  await activity.record(ctx, "operations.undo", {
    subject: `operation:${operation.id}`,
    details: { kind: operation.kind, name },
  });
  return { tag: await viewRow(ctx, row) };
}
