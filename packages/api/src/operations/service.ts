import { DomainError } from "@tagdeck/core/errors";
import type { UndoOperation } from "@tagdeck/core/operations/inputs";
import type { UndoneOperation } from "@tagdeck/core/operations/undone";
import * as activity from "../activity/store.ts";
import * as actors from "../actors/store.ts";
import { lockTagged, takeBackTagged } from "../assignments/undo-many.ts";
import { viewKnown } from "../contacts/view.ts";
import { authorize, type Context, may } from "../context.ts";
import { recolorBack } from "../tags/recolor-back.ts";
import { restoreDeleted, restoreManyDeleted } from "../tags/restore.ts";
import * as operations from "./store.ts";

/** Takes a wide change back: of a tag, of several, or of several contacts' tags. */
export async function undoOperation(ctx: Context, input: UndoOperation): Promise<UndoneOperation> {
  authorize(ctx, "undo.own");
  const operation = await operations.lock(ctx, input.id);
  if (!operation) throw new DomainError("operation_not_found");
  const tagged = operation.kind === "contacts.tag" ? await lockTagged(ctx, operation) : null;
  if (!may(ctx, "undo.any") && operation.actor_id !== (await actors.find(ctx))) {
    throw new DomainError("undo_not_yours");
  }
  if (operation.undone_at !== null) throw new DomainError("undo_already_done");
  if (operation.undo_until <= ctx.now) throw new DomainError("undo_expired");

  const undone = await takeBack(ctx, operation, input.name);
  await operations.markUndone(ctx, operation.id);
  const { tag, tagIds, leftAlone, blocked } = undone;
  await activity.record(ctx, "operations.undo", {
    subject: `operation:${operation.id}`,
    details: {
      kind: operation.kind,
      ...(tag ? { name: tag.name } : { leftAlone }),
      ...(tagIds.length > 0 && { tags: tagIds.length, blocked: blocked.length }),
    },
  });
  return {
    ...undone,
    contacts: await viewKnown(
      ctx,
      (tagged ?? []).map((row) => ({ row })),
    ),
  };
}

async function takeBack(
  ctx: Context,
  operation: operations.OperationRow,
  name: string | undefined,
): Promise<Omit<UndoneOperation, "contacts">> {
  const nothing = { tag: null, tagIds: [], blocked: [], leftAlone: 0 };
  switch (operation.kind) {
    case "contacts.tag":
      return { ...nothing, leftAlone: await takeBackTagged(ctx, operation) };
    case "tags.delete":
      return { ...nothing, ...(await restoreManyDeleted(ctx, operation)) };
    case "tags.recolor":
      return { ...nothing, ...(await recolorBack(ctx, operation)) };
    default:
      return { ...nothing, tag: await restoreDeleted(ctx, operation, name) };
  }
}
