import * as actors from "../actors/store.ts";
import type { Context } from "../context.ts";

/**
 * Records what a person changed, in the transaction of the change. `action` is slice.verb, `subject` names
 * the thing without personal data (`tag:12`), `details` is before and after.
 */
export async function record(
  ctx: Context,
  action: string,
  entry: { subject: string; details?: Record<string, unknown> },
): Promise<void> {
  await ctx.db
    .insertInto("activity")
    .values({
      workspace_id: ctx.workspace.id,
      at: ctx.now,
      actor_id: await actors.current(ctx),
      action,
      subject: entry.subject,
      details: JSON.stringify(entry.details ?? {}),
    })
    .execute();
}
