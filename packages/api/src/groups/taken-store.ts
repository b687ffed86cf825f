import type { Context } from "../context.ts";

export type Taken = { contact_id: number; tag_id: number; seq: number };

/** Notes what an operation took, so that its undo finds it again. */
export async function insert(ctx: Context, operationId: number, rows: readonly Taken[]): Promise<void> {
  if (rows.length === 0) return;
  const columns = ["contact_id", "tag_id", "seq"] as const;
  const given = ctx.dialect.rows(
    columns,
    rows.map((row) => columns.map((column) => row[column])),
  );
  await ctx.db
    .insertInto("group_taken")
    .columns(["workspace_id", "operation_id", ...columns])
    .expression((eb) =>
      eb
        .selectFrom(given)
        .select(({ val }) => [val(ctx.workspace.id).as("workspace_id"), val(operationId).as("operation_id")])
        .select(columns)
        // Without a condition SQLite takes what follows for that of a join.
        .where(({ lit }) => lit(true)),
    )
    // What was given back by hand, and taken again.
    .onConflict((conflict) =>
      conflict
        .columns(["workspace_id", "operation_id", "contact_id", "tag_id"])
        .doUpdateSet((eb) => ({ seq: eb.ref("excluded.seq") })),
    )
    .execute();
}

export async function first(ctx: Context, operationId: number, limit: number): Promise<Taken[]> {
  return ctx.db
    .selectFrom("group_taken")
    .select(["contact_id", "tag_id", "seq"])
    .where("workspace_id", "=", ctx.workspace.id)
    .where("operation_id", "=", operationId)
    .orderBy("contact_id")
    .orderBy("tag_id")
    .limit(limit)
    .execute();
}

export async function forget(ctx: Context, operationId: number, rows: readonly Taken[]): Promise<void> {
  for (const [tagId, of] of Map.groupBy(rows, (row) => row.tag_id)) {
    await ctx.db
      .deleteFrom("group_taken")
      .where("workspace_id", "=", ctx.workspace.id)
      .where("operation_id", "=", operationId)
      .where("tag_id", "=", tagId)
      .where(
        "contact_id",
        "in",
        of.map((row) => row.contact_id),
      )
      .execute();
  }
}
