import type { Context } from "../context.ts";
import type { ExportRow } from "../db/schema.ts";

export async function insert(
  ctx: Context,
  entry: { actorId: number; input: unknown; file: string; name: string },
): Promise<ExportRow> {
  return ctx.db
    .insertInto("export")
    .values({
      workspace_id: ctx.workspace.id,
      actor_id: entry.actorId,
      input: JSON.stringify(entry.input),
      file: entry.file,
      name: entry.name,
      created_at: ctx.now,
    })
    .returningAll()
    .executeTakeFirstOrThrow();
}

export async function find(ctx: Context, id: number): Promise<ExportRow | undefined> {
  return ctx.db
    .selectFrom("export")
    .selectAll()
    .where("workspace_id", "=", ctx.workspace.id)
    .where("id", "=", id)
    .executeTakeFirst();
}

export async function update(
  ctx: Context,
  id: number,
  set: Partial<Pick<ExportRow, "job_id" | "row_count" | "size" | "expires_at" | "removed_at">>,
): Promise<void> {
  await ctx.db
    .updateTable("export")
    .set(set)
    .where("workspace_id", "=", ctx.workspace.id)
    .where("id", "=", id)
    .execute();
}

/** Exports made before an instant (epoch ms) whose files are not removed yet. */
export async function listFilesBefore(
  ctx: Context,
  before: number,
  limit: number,
): Promise<Pick<ExportRow, "id" | "file" | "created_at">[]> {
  return ctx.db
    .selectFrom("export")
    .select(["id", "file", "created_at"])
    .where("workspace_id", "=", ctx.workspace.id)
    .where("created_at", "<", before)
    .where("removed_at", "is", null)
    .where((eb) => eb.or([eb("expires_at", "is", null), eb("expires_at", "<", ctx.now)]))
    .orderBy("created_at")
    .limit(limit)
    .execute();
}

/** Removes exports made before an instant (epoch ms) whose files are gone, at most `limit`; returns how many. */
export async function removeBefore(ctx: Context, before: number, limit: number): Promise<number> {
  const rows = await ctx.db
    .selectFrom("export")
    .select("id")
    .where("workspace_id", "=", ctx.workspace.id)
    .where("created_at", "<", before)
    .where("removed_at", "is not", null)
    .limit(limit)
    .execute();
  const ids = rows.map(({ id }) => id);
  if (ids.length === 0) return 0;
  await ctx.db
    .deleteFrom("export")
    .where("workspace_id", "=", ctx.workspace.id)
    .where("id", "in", ids)
    .execute();
  return ids.length;
}
