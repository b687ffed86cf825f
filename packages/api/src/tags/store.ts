import type { Context } from "../context.ts";
import type { TagRow } from "../db/schema.ts";
import { type Word, wordOf } from "./vocabulary.ts";

/** Older than whatever may still be counted back to, in ms. */
const longPast = 2 * 86_400_000;

/** The workspace's tags, deleted ones among them, as this transaction sees them. Do not change the map. */
export async function vocabulary(ctx: Context): Promise<ReadonlyMap<number, Word>> {
  const { id, vocabularyVersion: version, vocabularyChanged } = ctx.workspace;
  const cached = ctx.vocabulary.cached(id);
  if (cached && cached.version === version && !vocabularyChanged) return cached.words;
  // A cache that is ahead of this transaction's snapshot does not serve it.
  const since = cached && cached.version <= version ? cached : undefined;
  const rows = await ctx.db
    .selectFrom("tag")
    .selectAll()
    .where("workspace_id", "=", id)
    .$if(since !== undefined, (query) => query.where("version", ">", since?.version ?? 0))
    .execute();
  const words = new Map(since?.words);
  for (const row of rows) words.set(row.id, wordOf(row));
  // Rows newer than the version are this transaction's own or another's that has just ended: read, never cached,
  // for a rollback could give the same version another content.
  if (rows.every((row) => row.version <= version)) ctx.vocabulary.store(id, version, words);
  return words;
}

/** Lets the vocabulary be read as it is now, not as it was when this transaction began. */
export async function catchUp(ctx: Context): Promise<void> {
  const row = await ctx.db
    .selectFrom("workspace")
    .select("vocabulary_version")
    .where("id", "=", ctx.workspace.id)
    .executeTakeFirstOrThrow();
  ctx.workspace.vocabularyVersion = row.vocabulary_version;
}

/**
 * Makes changes of the vocabulary wait for each other from here on. Who changes a tag calls it before taking a
 * name: taken in another order, two changes could wait for each other for good.
 */
export async function queueUp(ctx: Context): Promise<void> {
  await ctx.db
    .updateTable("workspace")
    .set((eb) => ({ vocabulary_version: eb.ref("vocabulary_version") }))
    .where("id", "=", ctx.workspace.id)
    .execute();
}

/** The next version for a changed tag; makes changes of the vocabulary wait for each other. */
export async function nextVersion(ctx: Context): Promise<number> {
  ctx.workspace.vocabularyChanged = true;
  const row = await ctx.db
    .updateTable("workspace")
    .set((eb) => ({ vocabulary_version: eb("vocabulary_version", "+", 1) }))
    .where("id", "=", ctx.workspace.id)
    .returning("vocabulary_version")
    .executeTakeFirstOrThrow();
  return row.vocabulary_version;
}

/** The tag's row, locked for the rest of the transaction. */
export async function lock(ctx: Context, id: number): Promise<TagRow | undefined> {
  return ctx.dialect
    .forUpdate(
      ctx.db.selectFrom("tag").selectAll().where("workspace_id", "=", ctx.workspace.id).where("id", "=", id),
    )
    .executeTakeFirst();
}

export async function find(ctx: Context, id: number): Promise<TagRow | undefined> {
  return ctx.db
    .selectFrom("tag")
    .selectAll()
    .where("workspace_id", "=", ctx.workspace.id)
    .where("id", "=", id)
    .executeTakeFirst();
}

/** The tags among `ids` that are there and not deleted, kept so for the rest of the transaction. */
export async function keepLive(ctx: Context, ids: readonly number[]): Promise<Map<number, TagRow>> {
  if (ids.length === 0) return new Map();
  const rows = await ctx.dialect
    .keep(
      ctx.db
        .selectFrom("tag")
        .selectAll()
        .where("workspace_id", "=", ctx.workspace.id)
        .where("id", "in", [...ids])
        .where("deleted_at", "is", null)
        .orderBy("id"),
    )
    .execute();
  return new Map(rows.map((row) => [row.id, row]));
}

export async function insert(
  ctx: Context,
  tag: { name: string; key: string; color: string; description: string; validityDays: number | null },
): Promise<TagRow> {
  return ctx.db
    .insertInto("tag")
    .values({
      workspace_id: ctx.workspace.id,
      name: tag.name,
      name_key: tag.key,
      color: tag.color,
      description: tag.description,
      kind: tag.validityDays === null ? "permanent" : "temporary",
      validity_days: tag.validityDays,
      version: await nextVersion(ctx),
      created_at: ctx.now,
      updated_at: ctx.now,
    })
    .returningAll()
    .executeTakeFirstOrThrow();
}

export async function update(
  ctx: Context,
  id: number,
  set: Partial<Pick<TagRow, "name" | "name_key" | "color" | "description" | "deleted_at">>,
): Promise<TagRow> {
  return ctx.db
    .updateTable("tag")
    .set({ ...set, updated_at: ctx.now, version: await nextVersion(ctx) })
    .where("workspace_id", "=", ctx.workspace.id)
    .where("id", "=", id)
    .returningAll()
    .executeTakeFirstOrThrow();
}

/** Takes a name for a tag; false when somebody has it. The key of the table decides, under concurrency too. */
export async function claimName(
  ctx: Context,
  entry: { key: string; name: string; tagId: number; isAlias: boolean },
): Promise<boolean> {
  const row = await ctx.db
    .insertInto("tag_name")
    .values({
      workspace_id: ctx.workspace.id,
      key: entry.key,
      name: entry.name,
      tag_id: entry.tagId,
      is_alias: entry.isAlias ? 1 : 0,
    })
    .onConflict((conflict) => conflict.columns(["workspace_id", "key"]).doNothing())
    .returning("key")
    .executeTakeFirst();
  return row !== undefined;
}

export async function renameKey(ctx: Context, key: string, name: string): Promise<void> {
  await ctx.db
    .updateTable("tag_name")
    .set({ name })
    .where("workspace_id", "=", ctx.workspace.id)
    .where("key", "=", key)
    .execute();
}

export async function releaseName(ctx: Context, key: string): Promise<void> {
  await ctx.db
    .deleteFrom("tag_name")
    .where("workspace_id", "=", ctx.workspace.id)
    .where("key", "=", key)
    .execute();
}

export async function namesOf(ctx: Context, tagId: number) {
  return ctx.db
    .selectFrom("tag_name")
    .select(["key", "name", "is_alias"])
    .where("workspace_id", "=", ctx.workspace.id)
    .where("tag_id", "=", tagId)
    .execute();
}

/** Who holds a name. */
export async function nameHolder(ctx: Context, key: string) {
  return ctx.db
    .selectFrom("tag_name")
    .select(["tag_id", "is_alias"])
    .where("workspace_id", "=", ctx.workspace.id)
    .where("key", "=", key)
    .executeTakeFirst();
}

/** How many contacts a tag has whose assignments run out at which instant (0 = never). */
export async function buckets(ctx: Context, tagId: number): Promise<{ expiresAt: number; n: number }[]> {
  return ctx.db
    .selectFrom("tag_count_live")
    .select(["expires_at as expiresAt", "n"])
    .where("workspace_id", "=", ctx.workspace.id)
    .where("tag_id", "=", tagId)
    .execute();
}

/** Removes counts of what ran out long ago: they are none by now. */
export async function forgetEmptyCounts(ctx: Context): Promise<void> {
  await ctx.db
    .deleteFrom("tag_count")
    .where("workspace_id", "=", ctx.workspace.id)
    .where("expires_at", "!=", 0)
    .where("expires_at", "<=", ctx.now - longPast)
    .where("n", "=", 0)
    .execute();
}

/** Contacts per tag at an instant (epoch ms): of these tags, or of all. Right when an assignment runs out. */
export async function counts(
  ctx: Context,
  tagIds?: readonly number[],
  at = ctx.now,
): Promise<Map<number, number>> {
  if (tagIds?.length === 0) return new Map();
  const rows = await ctx.db
    .selectFrom("tag_count_live")
    .select(["tag_id", (eb) => eb.fn.sum<number>("n").as("n")])
    .where("workspace_id", "=", ctx.workspace.id)
    .where((eb) => eb.or([eb("expires_at", "=", 0), eb("expires_at", ">", at)]))
    .$if(tagIds !== undefined, (query) => query.where("tag_id", "in", [...(tagIds ?? [])]))
    .groupBy("tag_id")
    .execute();
  return new Map(rows.map((row) => [row.tag_id, row.n]));
}
