import { DomainError } from "@tagdeck/core/errors";
import type { UndoOperation } from "@tagdeck/core/operations/inputs";
import type { UndoneOperation } from "@tagdeck/core/operations/undone";
import * as activity from "../activity/store.ts";
import * as actors from "../actors/store.ts";
import { lockTagged, takeBackTagged } from "../assignments/undo-many.ts";
import { viewKnown } from "../contacts/view.ts";
import { authorize, type Context, may } from "../context.ts";
import { restoreTag } from "../tags/restore.ts";
import * as operations from "./store.ts";

/** Takes a wide change back: the deletion of a tag, or what was done to several contacts' tags. */
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

  const tag = tagged ? null : await restoreTag(ctx, operation, input.name);
  const leftAlone = tagged ? await takeBackTagged(ctx, operation) : 0;
  await operations.markUndone(ctx, operation.id);
  await activity.record(ctx, "operations.undo", {
    subject: `operation:${operation.id}`,
    details: { kind: operation.kind, ...(tag ? { name: tag.name } : { leftAlone }) },
  });
  return {
    tag,
    contacts: await viewKnown(
      ctx,
      (tagged ?? []).map((row) => ({ row })),
    ),
    leftAlone,
  };
}
