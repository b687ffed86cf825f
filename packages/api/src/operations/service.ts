import { DomainError } from "@tagdeck/core/errors";
import type { UndoOperation } from "@tagdeck/core/operations/inputs";
import { readOperationKind } from "@tagdeck/core/operations/kinds";
import type { UndoneOperation } from "@tagdeck/core/operations/undone";
import * as activity from "../activity/store.ts";
import * as actors from "../actors/store.ts";
import { viewKnown } from "../contacts/view.ts";
import { authorize, type Context, may } from "../context.ts";
import { cancelJob, findJobs } from "../jobs/service.ts";
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
  const contacts = await handler.lock(ctx, operation);
  if (!may(ctx, "undo.any") && operation.actor_id !== (await actors.find(ctx))) {
    throw new DomainError("undo_not_yours");
  }
  if (operation.undone_at !== null) throw new DomainError("undo_already_done");
  if (operation.undo_until <= ctx.now) throw new DomainError("undo_expired");
  await refuseBlocked(ctx, operation.id, handler);
  await stop(ctx, operation, handler);

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
  if (operation.job_id === null) return;
  const job = (await findJobs(ctx, [operation.job_id])).get(operation.job_id);
  if (!job || job.endedAt !== null) return;
  if (!handler.whileRunning) throw new DomainError("operation_running");
  await cancelJob(ctx, operation.job_id);
}

/**
 * For a wide change that has to find its tags at rest.
 *
 * @throws DomainError `operation_running` while one of them is still being changed in the background
 */
export async function refuseRunning(ctx: Context, tagIds: readonly number[]): Promise<void> {
  const running = await operations.findRunning(ctx, tagIds);
  if (!running) return;
  const actorOf = await actorsOf(ctx, [running.actor_id]);
  throw new DomainError("operation_running", { operation: viewBlocking(running, actorOf) });
}
