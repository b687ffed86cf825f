import type { Context } from "../context.ts";
import type { AssignmentRow, MergedRow } from "../db/schema.ts";

export type Prior = Omit<MergedRow, "workspace_id" | "tag_id">;

export async function insert(
  ctx: Context,
  merge: { id: number; target: number; contacts: number },
): Promise<void> {
  await ctx.db
    .insertInto("tag_merge")
    .values({
      workspace_id: ctx.workspace.id,
      operation_id: merge.id,
      target_id: merge.target,
      at: ctx.now,
      contacts: merge.contacts,
    })
    .execute();
}

/** When a merge was made (epoch ms), up to which contact it has moved, and how many there are about. */
export async function find(
  ctx: Context,
  id: number,
): Promise<{ at: number; upto: number; contacts: number }> {
  return ctx.db
    .selectFrom("tag_merge")
    .select(["at", "upto", "contacts"])
    .where("workspace_id", "=", ctx.workspace.id)
    .where("operation_id", "=", id)
    .executeTakeFirstOrThrow();
}

export async function setUpto(ctx: Context, id: number, upto: number): Promise<void> {
  await ctx.db
    .updateTable("tag_merge")
    .set({ upto })
    .where("workspace_id", "=", ctx.workspace.id)
    .where("operation_id", "=", id)
    .execute();
}

/** Contacts that have a tag, from behind an id, in their order; those that had run out at an instant left out. */
export async function holdersAfter(
  ctx: Context,
  tagId: number,
  { after, limit, aliveAt }: { after: number; limit: number; aliveAt: number },
): Promise<number[]> {
  const rows = await ctx.db
    .selectFrom("contact_tag")
    .select("contact_id")
    .where("workspace_id", "=", ctx.workspace.id)
    .where("tag_id", "=", tagId)
    .where("contact_id", ">", after)
    .where((eb) => eb.or([eb("expires_at", "is", null), eb("expires_at", ">", aliveAt)]))
    .orderBy("contact_id")
    .limit(limit)
    .execute();
  return rows.map((row) => row.contact_id);
}

/** The survivor's assignments from behind a contact, as many as are read in one go. */
export async function rowsAfter(
  ctx: Context,
  tagId: number,
  after: number,
  limit: number,
): Promise<MergedRow[]> {
  return ctx.db
    .selectFrom("contact_tag")
    .selectAll()
    .where("workspace_id", "=", ctx.workspace.id)
    .where("tag_id", "=", tagId)
    .where("contact_id", ">", after)
    .orderBy("contact_id")
    .limit(limit)
    .execute();
}

/** All that these contacts have of these tags, run out or not. */
export async function rowsOf(
  ctx: Context,
  tagIds: readonly number[],
  contactIds: readonly number[],
): Promise<MergedRow[]> {
  if (tagIds.length === 0 || contactIds.length === 0) return [];
  return ctx.db
    .selectFrom("contact_tag")
    .selectAll()
    .where("workspace_id", "=", ctx.workspace.id)
    .where("tag_id", "in", [...tagIds])
    .where("contact_id", "in", [...contactIds])
    .execute();
}

/** Changes of these contacts' tags wait from here on. */
export async function lockContacts(ctx: Context, ids: readonly number[]): Promise<void> {
  if (ids.length === 0) return;
  await ctx.dialect
    .forUpdate(
      ctx.db
        .selectFrom("contact")
        .select("id")
        .where("workspace_id", "=", ctx.workspace.id)
        .where("id", "in", [...ids])
        .orderBy("id"),
    )
    .execute();
}

const columns = [
  "tag_id",
  "contact_id",
  "first_at",
  "last_at",
  "expires_at",
  "expiry",
  "origin_id",
  "merge_id",
] as const;

/** Writes assignments as they are given, over those that are there. Nothing is counted: the merge has done so. */
export async function put(ctx: Context, rows: readonly Omit<MergedRow, "workspace_id">[]): Promise<void> {
  if (rows.length === 0) return;
  const given = ctx.dialect.rows(
    columns,
    rows.map((row) => columns.map((column) => row[column])),
  );
  await ctx.db
    .insertInto("contact_tag")
    .columns(["workspace_id", ...columns])
    .expression((eb) =>
      eb
        .selectFrom(given)
        .select(({ val }) => val(ctx.workspace.id).as("workspace_id"))
        .select(columns)
        // Without a condition SQLite takes what follows for that of a join.
        .where(({ lit }) => lit(true)),
    )
    .onConflict((conflict) =>
      conflict.columns(["workspace_id", "tag_id", "contact_id"]).doUpdateSet((eb) => ({
        first_at: eb.ref("excluded.first_at"),
        last_at: eb.ref("excluded.last_at"),
        expires_at: eb.ref("excluded.expires_at"),
        expiry: eb.ref("excluded.expiry"),
        origin_id: eb.ref("excluded.origin_id"),
        merge_id: eb.ref("excluded.merge_id"),
      })),
    )
    .execute();
}

/** Takes assignments away without counting. */
export async function drop(ctx: Context, tagId: number, contactIds: readonly number[]): Promise<void> {
  if (contactIds.length === 0) return;
  await ctx.db
    .deleteFrom("contact_tag")
    .where("workspace_id", "=", ctx.workspace.id)
    .where("tag_id", "=", tagId)
    .where("contact_id", "in", [...contactIds])
    .execute();
}

const priorColumns = columns.filter((column) => column !== "tag_id");

export async function insertPriors(ctx: Context, id: number, rows: readonly Prior[]): Promise<void> {
  if (rows.length === 0) return;
  const given = ctx.dialect.rows(
    priorColumns,
    rows.map((row) => priorColumns.map((column) => row[column])),
  );
  await ctx.db
    .insertInto("merge_prior")
    .columns(["workspace_id", "operation_id", ...priorColumns])
    .expression((eb) =>
      eb
        .selectFrom(given)
        .select(({ val }) => [val(ctx.workspace.id).as("workspace_id"), val(id).as("operation_id")])
        .select(priorColumns),
    )
    .execute();
}

/** The survivor's assignments as a merge found them, by contact. */
export async function priors(
  ctx: Context,
  id: number,
  contactIds: readonly number[],
): Promise<Map<number, Prior>> {
  if (contactIds.length === 0) return new Map();
  const rows = await ctx.db
    .selectFrom("merge_prior")
    .select(priorColumns)
    .where("workspace_id", "=", ctx.workspace.id)
    .where("operation_id", "=", id)
    .where("contact_id", "in", [...contactIds])
    .execute();
  return new Map(rows.map((row) => [row.contact_id, row]));
}

export type Settled = {
  contactId: number;
  before: number | null;
  after: number | null;
  changed: boolean;
};

/** A merge's undo leaves this contact alone from now on. */
export async function settle(
  ctx: Context,
  id: number,
  { contactId, before, after, changed }: Settled,
): Promise<void> {
  await ctx.db
    .insertInto("merge_settled")
    .values({
      workspace_id: ctx.workspace.id,
      operation_id: id,
      contact_id: contactId,
      before_at: before,
      after_at: after,
      changed: changed ? 1 : 0,
    })
    .onConflict((conflict) =>
      conflict
        .columns(["workspace_id", "operation_id", "contact_id"])
        .doUpdateSet({ before_at: before, after_at: after, changed: changed ? 1 : 0 }),
    )
    .execute();
}

/** Which of these contacts a merge's undo leaves alone. */
export async function settledAmong(
  ctx: Context,
  id: number,
  contactIds: readonly number[],
): Promise<Set<number>> {
  if (contactIds.length === 0) return new Set();
  const rows = await ctx.db
    .selectFrom("merge_settled")
    .select("contact_id")
    .where("workspace_id", "=", ctx.workspace.id)
    .where("operation_id", "=", id)
    .where("contact_id", "in", [...contactIds])
    .execute();
  return new Set(rows.map((row) => row.contact_id));
}

/** How many contacts are left alone, by the expiries that they were counted under. */
export async function settledCounts(ctx: Context, id: number) {
  return ctx.db
    .selectFrom("merge_settled")
    .select(["before_at", "after_at", "changed", (eb) => eb.fn.countAll<number>().as("n")])
    .where("workspace_id", "=", ctx.workspace.id)
    .where("operation_id", "=", id)
    .groupBy(["before_at", "after_at", "changed"])
    .execute();
}

/** Adds to a tag's stored counts, by expiry (0 = stays). */
export async function count(
  ctx: Context,
  tagId: number,
  grows: readonly (readonly [expiresAt: number, n: number])[],
): Promise<void> {
  const deltas = grows.filter(([, n]) => n !== 0).map(([expiresAt, n]) => ({ tagId, expiresAt, n }));
  if (deltas.length > 0) await ctx.dialect.addCounts(ctx.db, ctx.workspace.id, deltas);
}

/** Forgets some of what a merge's undo needs; false when there is more. */
export async function forget(ctx: Context, id: number, limit: number): Promise<boolean> {
  for (const table of ["merge_prior", "merge_settled"] as const) {
    const rows = await ctx.db
      .selectFrom(table)
      .select("contact_id")
      .where("workspace_id", "=", ctx.workspace.id)
      .where("operation_id", "=", id)
      .limit(limit)
      .execute();
    if (rows.length === 0) continue;
    await ctx.db
      .deleteFrom(table)
      .where("workspace_id", "=", ctx.workspace.id)
      .where("operation_id", "=", id)
      .where(
        "contact_id",
        "in",
        rows.map((row) => row.contact_id),
      )
      .execute();
    if (rows.length === limit) return false;
  }
  return true;
}

/** Takes away what a tag's contacts had that had run out at an instant (epoch ms); answers it. */
export async function takeRunOut(
  ctx: Context,
  tagId: number,
  contactIds: readonly number[],
  at: number,
): Promise<MergedRow[]> {
  const rows = await ctx.db
    .deleteFrom("contact_tag")
    .where("workspace_id", "=", ctx.workspace.id)
    .where("tag_id", "=", tagId)
    .where("contact_id", "in", [...contactIds])
    .where("expires_at", "<=", at)
    .returningAll()
    .execute();
  const ends = Map.groupBy(rows, bucketOf);
  await count(
    ctx,
    tagId,
    [...ends].map(([end, of]) => [end, -of.length] as const),
  );
  return rows;
}

/** Takes the merged tags from a contact for good, as its survivor was changed; answers them. */
export async function takeSources(
  ctx: Context,
  tagIds: readonly number[],
  contactId: number,
): Promise<MergedRow[]> {
  const rows = await ctx.db
    .deleteFrom("contact_tag")
    .where("workspace_id", "=", ctx.workspace.id)
    .where("tag_id", "in", [...tagIds])
    .where("contact_id", "=", contactId)
    .returningAll()
    .execute();
  const gone = rows.map((row) => ({ tagId: row.tag_id, expiresAt: row.expires_at ?? 0, n: -1 }));
  if (gone.length > 0) await ctx.dialect.addCounts(ctx.db, ctx.workspace.id, gone);
  return rows;
}

export const bucketOf = (row: Pick<AssignmentRow, "expires_at">): number => row.expires_at ?? 0;
