import { DomainError } from "@tagdeck/core/errors";
import type { Context } from "../context.ts";
import * as operations from "./store.ts";
import { actorsOf, viewBlocking } from "./view.ts";

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
