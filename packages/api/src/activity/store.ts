import * as actors from "../actors/store.ts";
import type { Context } from "../context.ts";
import type { ActivityRow } from "../db/schema.ts";

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
      slice: action.slice(0, action.indexOf(".")),
      subject: entry.subject,
      details: JSON.stringify(entry.details ?? {}),
    })
    .execute();
}

export type ActivityPage = {
  actorId: number | undefined;
  /** Null = of every slice. */
  slices: readonly string[] | null;
  /** Epoch ms: `from` included, `to` not. */
  from: number;
  to: number;
  /** Time and id of the last line before this page. */
  before: readonly [number, number];
  limit: number;
};

type Lines = Omit<ActivityPage, "slices"> & { slices: readonly string[] };

/** Lines of the audit log, newest first. */
export async function list(ctx: Context, page: ActivityPage): Promise<ActivityRow[]> {
  const { slices, actorId } = page;
  if (slices === null || slices.length === 1 || actorId !== undefined) {
    return lines(ctx, { ...page, slices: slices ?? [] }).execute();
  }
  // Each slice is read in the order of its index, and few of each: together they would have to be sorted first.
  const found: ActivityRow[] = [];
  for (const slice of slices) found.push(...(await lines(ctx, { ...page, slices: [slice] }).execute()));
  return found.sort((a, b) => b.at - a.at || b.id - a.id).slice(0, page.limit);
}

function lines(ctx: Context, { actorId, slices, from, to, before: [at, id], limit }: Lines) {
  return ctx.db
    .selectFrom("activity")
    .selectAll()
    .where("workspace_id", "=", ctx.workspace.id)
    .$if(actorId !== undefined, (query) => query.where("actor_id", "=", actorId ?? 0))
    .$if(slices.length > 0, (query) => query.where("slice", "in", [...slices]))
    .where("at", ">=", from)
    .where("at", "<", to)
    .where("at", "<=", at)
    .where((eb) => eb.or([eb("at", "<", at), eb("id", "<", id)]))
    .orderBy("at", "desc")
    .orderBy("id", "desc")
    .limit(limit);
}

/** Who has a line in the audit log, by name. */
export async function people(ctx: Context, limit: number) {
  return ctx.db
    .selectFrom("actor")
    .select(["actor.id", "actor.kind", "actor.name"])
    .where("actor.workspace_id", "=", ctx.workspace.id)
    .where((eb) =>
      eb.exists(
        eb
          .selectFrom("activity")
          .select("activity.id")
          .where("activity.workspace_id", "=", ctx.workspace.id)
          .whereRef("activity.actor_id", "=", "actor.id"),
      ),
    )
    .orderBy("actor.name")
    .orderBy("actor.id")
    .limit(limit)
    .execute();
}
