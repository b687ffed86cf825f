import * as actors from "../actors/store.ts";
import type { Context } from "../context.ts";

export type OperationKind = "tag.delete" | "tags.delete" | "tags.recolor" | "contacts.tag";
export type OperationRow = NonNullable<Awaited<ReturnType<typeof lock>>>;

const day = 86_400_000;

/** Records a wide change with what it was before; returns its id. */
export async function insert(
  ctx: Context,
  operation: { kind: OperationKind; tagId: number | null; state: Record<string, unknown> },
): Promise<number> {
  const row = await ctx.db
    .insertInto("operation")
    .values({
      workspace_id: ctx.workspace.id,
      kind: operation.kind,
      tag_id: operation.tagId,
      actor_id: await actors.current(ctx),
      at: ctx.now,
      state: JSON.stringify(operation.state),
      undo_until: ctx.now + ctx.workspace.settings.undoDays * day,
    })
    .returning("id")
    .executeTakeFirstOrThrow();
  return row.id;
}

/** The operation, locked for the rest of the transaction. */
export async function lock(ctx: Context, id: number) {
  return ctx.dialect
    .forUpdate(
      ctx.db
        .selectFrom("operation")
        .selectAll()
        .where("workspace_id", "=", ctx.workspace.id)
        .where("id", "=", id),
    )
    .executeTakeFirst();
}

export async function markUndone(ctx: Context, id: number): Promise<void> {
  await ctx.db
    .updateTable("operation")
    .set({ undone_at: ctx.now, undone_by: await actors.current(ctx) })
    .where("workspace_id", "=", ctx.workspace.id)
    .where("id", "=", id)
    .execute();
}
