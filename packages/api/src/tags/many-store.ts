import type { Context } from "../context.ts";
import type { TagRow } from "../db/schema.ts";
import { nextVersion, noteNewer } from "./store.ts";

/** Rows of one statement: far from the limits of parameters. */
const chunk = 500;

/** Those of these tags that are there, deleted ones too, locked in the order of their ids. */
export async function lock(ctx: Context, ids: readonly number[]): Promise<TagRow[]> {
  const rows = await ctx.dialect
    .forUpdate(
      ctx.db
        .selectFrom("tag")
        .selectAll()
        .where("workspace_id", "=", ctx.workspace.id)
        .where("id", "in", selected(ctx, ids))
        .orderBy("id"),
    )
    .execute();
  await noteNewer(ctx, rows);
  return rows;
}

export async function lockLive(ctx: Context, ids: readonly number[]): Promise<TagRow[]> {
  return (await lock(ctx, ids)).filter((row) => row.deleted_at === null);
}

/** Changes many tags alike; they share one version. */
export async function update(
  ctx: Context,
  ids: readonly number[],
  set: Partial<
    Pick<
      TagRow,
      | "color"
      | "group_id"
      | "slot_group_id"
      | "deleted_at"
      | "archived_at"
      | "merged_into"
      | "merge_id"
      | "merge_target"
      | "merge_state"
    >
  >,
): Promise<void> {
  if (ids.length === 0) return;
  await ctx.db
    .updateTable("tag")
    .set({ ...set, updated_at: ctx.now, version: await nextVersion(ctx) })
    .where("workspace_id", "=", ctx.workspace.id)
    .where("id", "in", selected(ctx, ids))
    .execute();
}

/** Lets whoever waits for these tags know that something has changed by which they go. */
export async function touch(ctx: Context, ids: readonly number[]): Promise<void> {
  if (ids.length === 0) return;
  await ctx.db
    .updateTable("tag")
    .set({ version: await nextVersion(ctx) })
    .where("workspace_id", "=", ctx.workspace.id)
    .where("id", "in", selected(ctx, ids))
    .execute();
}

export async function namesOf(ctx: Context, ids: readonly number[]) {
  return ctx.db
    .selectFrom("tag_name")
    .select(["tag_id", "key", "name", "is_alias"])
    .where("workspace_id", "=", ctx.workspace.id)
    .where("tag_id", "in", selected(ctx, ids))
    .execute();
}

/** The merge that tags take part in from now on; null = none any more. */
export async function setMerge(
  ctx: Context,
  ids: readonly number[],
  merge: { id: number; target: number; state: "moved" } | null,
): Promise<void> {
  await ctx.db
    .updateTable("tag")
    .set({
      merge_id: merge?.id ?? null,
      merge_target: merge?.target ?? null,
      merge_state: merge?.state ?? null,
      version: await nextVersion(ctx),
    })
    .where("workspace_id", "=", ctx.workspace.id)
    .where("id", "in", selected(ctx, ids))
    .execute();
}

/** Makes the names of some tags other names of another one. */
export async function giveNames(ctx: Context, ids: readonly number[], to: number): Promise<void> {
  await ctx.db
    .updateTable("tag_name")
    .set({ tag_id: to, is_alias: 1 })
    .where("workspace_id", "=", ctx.workspace.id)
    .where("tag_id", "in", selected(ctx, ids))
    .execute();
}

export async function releaseNames(ctx: Context, ids: readonly number[]): Promise<void> {
  await ctx.db
    .deleteFrom("tag_name")
    .where("workspace_id", "=", ctx.workspace.id)
    .where("tag_id", "in", selected(ctx, ids))
    .execute();
}

/** Takes names that are free; answers the keys of those it got. */
export async function claimNames(
  ctx: Context,
  names: readonly { key: string; name: string; tagId: number; isAlias: boolean }[],
): Promise<Set<string>> {
  const taken = new Set<string>();
  for (let i = 0; i < names.length; i += chunk) {
    const rows = await ctx.db
      .insertInto("tag_name")
      .values(
        names.slice(i, i + chunk).map(({ key, name, tagId, isAlias }) => ({
          workspace_id: ctx.workspace.id,
          key,
          name,
          tag_id: tagId,
          is_alias: isAlias ? 1 : 0,
        })),
      )
      .onConflict((conflict) => conflict.columns(["workspace_id", "key"]).doNothing())
      .returning("key")
      .execute();
    for (const { key } of rows) taken.add(key);
  }
  return taken;
}

function selected(ctx: Context, ids: readonly number[]) {
  const given = ctx.dialect.rows(
    ["id"],
    ids.map((id) => [id]),
  );
  return ctx.db.selectFrom(given).select("given.id");
}
