import type { Context } from "../context.ts";
import type { TagRow } from "../db/schema.ts";
import { type Alias, type Word, wordOf } from "./vocabulary.ts";

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
  const aliases = await aliasesOf(ctx, since ? rows.map((row) => row.id) : null);
  for (const row of rows) words.set(row.id, wordOf(row, aliases.get(row.id)));
  // Rows newer than the version are this transaction's own or another's that has just ended: read, never cached,
  // for a rollback could give the same version another content.
  if (rows.every((row) => row.version <= version)) ctx.vocabulary.store(id, version, words);
  return words;
}

/** The other names of these tags, or of all; who changes them raises the tag's version. */
async function aliasesOf(ctx: Context, ids: readonly number[] | null) {
  if (ids?.length === 0) return new Map<number, Alias[]>();
  const given = ctx.dialect.rows(
    ["id"],
    (ids ?? []).map((id) => [id]),
  );
  const rows = await ctx.db
    .selectFrom("tag_name")
    .select(["tag_id", "key", "name"])
    .where("workspace_id", "=", ctx.workspace.id)
    .where("is_alias", "=", 1)
    .$if(ids !== null, (query) => query.where("tag_id", "in", ctx.db.selectFrom(given).select("given.id")))
    .orderBy("key")
    .execute();
  const all = Map.groupBy(rows, (row) => row.tag_id);
  return new Map([...all].map(([id, names]) => [id, names.map(({ key, name }) => ({ key, name }))]));
}

/** Lets the vocabulary be read as it is now, not as it was when this transaction began. */
export async function catchUp(ctx: Context): Promise<void> {
  const row = await ctx.db
    .selectFrom("workspace")
    .select(["vocabulary_version", "time_zone"])
    .where("id", "=", ctx.workspace.id)
    .executeTakeFirstOrThrow();
  ctx.workspace.vocabularyVersion = row.vocabulary_version;
  // Whoever changes it raises the version of all tags that go by it.
  ctx.workspace.timeZone = row.time_zone;
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

/** A tag, deleted or not, kept as it is for the rest of the transaction. */
export async function keep(ctx: Context, id: number): Promise<TagRow | undefined> {
  const row = await ctx.dialect
    .keep(
      ctx.db.selectFrom("tag").selectAll().where("workspace_id", "=", ctx.workspace.id).where("id", "=", id),
    )
    .executeTakeFirst();
  if (row) await noteNewer(ctx, [row]);
  return row;
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
  await noteNewer(ctx, rows);
  return new Map(rows.map((row) => [row.id, row]));
}

/** The same, where a tag that was merged stands for what it became: by the ids that were asked for. */
export async function keepCurrent(ctx: Context, ids: readonly number[]): Promise<Map<number, TagRow>> {
  const live = await keepLive(ctx, ids);
  const left = ids.filter((id) => !live.has(id));
  if (left.length === 0) return live;
  // They may have been merged while this transaction waited for them.
  if (!ctx.workspace.vocabularyChanged) await catchUp(ctx);
  const words = await vocabulary(ctx);
  const became = new Map(left.map((id) => [id, survivorOf(words, id)]));
  const heirs = await keepLive(
    ctx,
    [...new Set(became.values())].filter((id) => !ids.includes(id)),
  );
  for (const [id, heir] of became) {
    const row = heirs.get(heir) ?? live.get(heir);
    if (row) live.set(id, row);
  }
  return live;
}

/** Tags that are to be given or taken, where one that was merged stands for what it became; kept as they are. */
export async function currentIds<K extends string>(
  ctx: Context,
  lists: Record<K, readonly number[]>,
): Promise<Record<K, number[]>> {
  const all = Object.values<readonly number[]>(lists).flat();
  const rows = await keepCurrent(ctx, [...new Set(all)]);
  const mapped = Object.entries<readonly number[]>(lists).map(([key, ids]) => [
    key,
    [...new Set(ids.map((id) => rows.get(id)?.id ?? id))],
  ]);
  // safe because the keys are those of the lists
  return Object.fromEntries(mapped) as Record<K, number[]>;
}

/** What a tag became, merge after merge; itself when it was not merged. */
export function survivorOf(words: ReadonlyMap<number, Word>, id: number): number {
  let at = id;
  for (
    let next = words.get(at)?.mergedInto;
    next !== null && next !== undefined;
    next = words.get(at)?.mergedInto
  ) {
    at = next;
  }
  return at;
}

/** Whoever waited for a change of a tag has to know what it made of the vocabulary. */
export async function noteNewer(ctx: Context, rows: readonly Pick<TagRow, "version">[]): Promise<void> {
  const { vocabularyChanged, vocabularyVersion } = ctx.workspace;
  if (!vocabularyChanged && rows.some(({ version }) => version > vocabularyVersion)) await catchUp(ctx);
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
  set: Partial<
    Pick<TagRow, "name" | "name_key" | "color" | "description" | "deleted_at" | "kind" | "validity_days">
  > = {},
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

/** Makes a tag's own name another one of it. */
export async function makeAlias(ctx: Context, key: string): Promise<void> {
  await ctx.db
    .updateTable("tag_name")
    .set({ is_alias: 1 })
    .where("workspace_id", "=", ctx.workspace.id)
    .where("key", "=", key)
    .execute();
}

/** Only its name is left of a deleted tag. */
export async function markPurged(ctx: Context, id: number): Promise<void> {
  await ctx.db
    .updateTable("tag")
    .set({ purged_at: ctx.now })
    .where("workspace_id", "=", ctx.workspace.id)
    .where("id", "=", id)
    .execute();
}

/** Frees a name that is only another one of a tag. */
export async function releaseAlias(ctx: Context, key: string, tagId: number): Promise<boolean> {
  const rows = await ctx.db
    .deleteFrom("tag_name")
    .where("workspace_id", "=", ctx.workspace.id)
    .where("key", "=", key)
    .where("tag_id", "=", tagId)
    .where("is_alias", "=", 1)
    .returning("key")
    .execute();
  return rows.length > 0;
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
