import { defaultSettings, type WorkspaceSettings } from "@tagdeck/core/workspaces/settings";
import type { Context } from "../context.ts";
import type { Db } from "../db/dialect.ts";
import type { WorkspaceRow } from "../db/schema.ts";

export async function findBySlug(db: Db, slug: string): Promise<WorkspaceRow | undefined> {
  return db.selectFrom("workspace").selectAll().where("slug", "=", slug).executeTakeFirst();
}

export async function listIds(db: Db): Promise<number[]> {
  const rows = await db.selectFrom("workspace").select("id").orderBy("id").execute();
  return rows.map(({ id }) => id);
}

/** Makes a workspace; undefined when the slug is taken. */
export async function insert(
  db: Db,
  workspace: { slug: string; name: string; timeZone: string },
  now: number,
): Promise<WorkspaceRow | undefined> {
  return db
    .insertInto("workspace")
    .values({
      slug: workspace.slug,
      name: workspace.name,
      time_zone: workspace.timeZone,
      settings: JSON.stringify(defaultSettings),
      created_at: now,
    })
    .onConflict((conflict) => conflict.column("slug").doNothing())
    .returningAll()
    .executeTakeFirst();
}

/** The workspace as it is now, locked: who changes a part of it waits for who changes another. */
export async function lock(ctx: Context): Promise<WorkspaceRow> {
  return ctx.dialect
    .forUpdate(ctx.db.selectFrom("workspace").selectAll().where("id", "=", ctx.workspace.id))
    .executeTakeFirstOrThrow();
}

export async function setTimeZone(ctx: Context, timeZone: string): Promise<void> {
  await ctx.db
    .updateTable("workspace")
    .set({ time_zone: timeZone })
    .where("id", "=", ctx.workspace.id)
    .execute();
  ctx.workspace.timeZone = timeZone;
}

export async function update(
  ctx: Context,
  set: { name: string; timeZone: string; settings: WorkspaceSettings },
): Promise<void> {
  await ctx.db
    .updateTable("workspace")
    .set({ name: set.name, time_zone: set.timeZone, settings: JSON.stringify(set.settings) })
    .where("id", "=", ctx.workspace.id)
    .execute();
}
