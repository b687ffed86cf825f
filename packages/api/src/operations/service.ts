import { DomainError } from "@tagdeck/core/errors";
import type { UndoOperation } from "@tagdeck/core/operations/inputs";
import { readOperationKind } from "@tagdeck/core/operations/kinds";
import type { UndoneOperation } from "@tagdeck/core/operations/undone";
import * as activity from "../activity/store.ts";
import * as actors from "../actors/store.ts";
import { viewKnown } from "../contacts/view.ts";
import { authorize, type Context, may } from "../context.ts";
import { cancelJob } from "../jobs/service.ts";
import * as jobs from "../jobs/store.ts";
import { changing, handlerOf } from "./kinds.ts";
import * as operations from "./store.ts";
import type { UndoHandler } from "./undo-handler.ts";
import { actorsOf, viewBlocking } from "./view.ts";

/**
 * Takes a wide change back: all of it that nobody has changed since.
 *
 * @throws DomainError `undo_blocked_by` while a later change of the same tag stands; details: that `operation`
 */
export async function undoOperation(ctx: Context, input: UndoOperation): Promise<UndoneOperation> {
  authorize(ctx, "undo.own");
  const operation = await operations.lock(ctx, input.id);
  const kind = operation && readOperationKind(operation.kind);
  if (!operation || !kind) throw new DomainError("operation_not_found");
  const handler = handlerOf(kind);
  // Before anything that the job locks in its turn: otherwise each could wait for the other.
  const goesOn = await isGoingOn(ctx, operation);
  const contacts = await handler.lock(ctx, operation);
  if (!may(ctx, "undo.any") && operation.actor_id !== (await actors.find(ctx))) {
    throw new DomainError("undo_not_yours");
  }
  if (operation.undone_at !== null) throw new DomainError("undo_already_done");
  if (operation.undo_until <= ctx.now) throw new DomainError("undo_expired");
  await refuseBlocked(ctx, operation.id, handler);
  if (goesOn) await stop(ctx, operation, handler);

  const undone: Omit<UndoneOperation, "contacts"> = {
    tag: null,
    tagIds: [],
    blocked: [],
    leftAlone: 0,
    ...(await handler.takeBack(ctx, operation, { name: input.name })),
  };
  await operations.markUndone(ctx, operation.id);
  const { tag, tagIds, leftAlone, blocked } = undone;
  await activity.record(ctx, "operations.undo", {
    subject: `operation:${operation.id}`,
    details: {
      kind,
      ...(tag ? { name: tag.name } : { leftAlone }),
      ...(tagIds.length > 0 && { tags: tagIds.length, blocked: blocked.length }),
    },
  });
  return {
    ...undone,
    contacts: await viewKnown(
      ctx,
      contacts.map((row) => ({ row })),
    ),
  };
}

async function refuseBlocked(ctx: Context, id: number, { needs }: UndoHandler): Promise<void> {
  const blocking = await operations.findBlocking(ctx, { id, kinds: changing(needs) });
  if (!blocking) return;
  const actorOf = await actorsOf(ctx, [blocking.actor_id]);
  throw new DomainError("undo_blocked_by", { operation: viewBlocking(blocking, actorOf) });
}

/** Ends what still goes on for it; nothing of that is written after this transaction. */
async function stop(ctx: Context, operation: operations.OperationRow, handler: UndoHandler): Promise<void> {
  if (!handler.whileRunning) throw new DomainError("operation_running");
  await cancelJob(ctx, operation.job_id ?? 0);
}

/** Whether its job has not ended; then what that writes waits for this transaction. */
async function isGoingOn(ctx: Context, { job_id }: operations.OperationRow): Promise<boolean> {
  const job = job_id === null ? undefined : await jobs.lock(ctx, job_id);
  return job !== undefined && job.ended_at === null;
}
