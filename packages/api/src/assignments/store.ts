import type { ExpressionBuilder } from "kysely";
import type { Context } from "../context.ts";
import type { CountDelta } from "../db/dialect.ts";
import type { AssignmentRow, Database, MergedRow, TagEventRow } from "../db/schema.ts";
import { effective, hasMerges, isMerging, movingIds } from "../merges/effective.ts";
import * as tags from "../tags/store.ts";
import { expire, release, settle, settleContacts } from "../merges/settle.ts";

export type Assignment = Omit<AssignmentRow, "workspace_id">;

function live(ctx: Context) {
  return ctx.db
    .selectFrom("contact_tag")
    .selectAll()
    .where("workspace_id", "=", ctx.workspace.id)
    .where(notRunOut(ctx));
}

function notRunOut(ctx: Context) {
  return (eb: ExpressionBuilder<Database, "contact_tag">) =>
    eb.or([eb("expires_at", "is", null), eb("expires_at", ">", ctx.now)]);
}

/** An assignment as it was before an entry that took it away. */
export function priorOf(entry: TagEventRow): Assignment {
  return {
    tag_id: entry.tag_id,
    contact_id: entry.contact_id,
    first_at: entry.prior_first_at ?? entry.at,
    last_at: entry.prior_last_at ?? entry.at,
    expires_at: entry.prior_expires_at,
    expiry: entry.prior_expiry ?? 0,
    origin_id: entry.prior_origin_id,
  };
}

/** One contact and one tag, as a key of maps. */
export function pair(row: Pick<Assignment, "contact_id" | "tag_id">): string {
  return `${row.contact_id} ${row.tag_id}`;
}

/** Contacts' assignments that have not run out, deleted tags' among them. */
export async function ofContacts(ctx: Context, contactIds: readonly number[]): Promise<AssignmentRow[]> {
  if (contactIds.length === 0) return [];
  if (await isMerging(ctx)) return effective(ctx, await stored(ctx, contactIds));
  return live(ctx)
    .where("contact_id", "in", [...contactIds])
    .execute();
}

/** All that is stored of them. */
async function stored(ctx: Context, contactIds: readonly number[]): Promise<MergedRow[]> {
  return ctx.db
    .selectFrom("contact_tag")
    .selectAll()
    .where("workspace_id", "=", ctx.workspace.id)
    .where("contact_id", "in", [...contactIds])
    .execute();
}

/** One of them, for a change. */
export async function find(
  ctx: Context,
  contactId: number,
  tagId: number,
): Promise<AssignmentRow | undefined> {
  await settle(ctx, [{ contactId, tagId }]);
  return ctx.db
    .selectFrom("contact_tag")
    .selectAll()
    .where("workspace_id", "=", ctx.workspace.id)
    .where("tag_id", "=", tagId)
    .where("contact_id", "=", contactId)
    .executeTakeFirst();
}

/** Those of these pairs that are there, for a change. */
export async function findMany(
  ctx: Context,
  pairs: readonly Pick<Assignment, "contact_id" | "tag_id">[],
): Promise<AssignmentRow[]> {
  if (pairs.length === 0) return [];
  await settle(ctx, pairs.map(asPair));
  return stand(ctx, pairs);
}

const asPair = (row: Pick<Assignment, "contact_id" | "tag_id">) => ({
  contactId: row.contact_id,
  tagId: row.tag_id,
});

async function stand(
  ctx: Context,
  pairs: readonly Pick<Assignment, "contact_id" | "tag_id">[],
): Promise<MergedRow[]> {
  const wanted = new Set(pairs.map(pair));
  const rows = await ctx.db
    .selectFrom("contact_tag")
    .selectAll()
    .where("workspace_id", "=", ctx.workspace.id)
    .where("contact_id", "in", [...new Set(pairs.map(({ contact_id }) => contact_id))])
    .where("tag_id", "in", [...new Set(pairs.map(({ tag_id }) => tag_id))])
    .execute();
  return rows.filter((row) => wanted.has(pair(row)));
}

/** The place that an assignment holds, of a group that allows one of its tags only. */
async function slotOf(ctx: Context, { tag_id }: Pick<Assignment, "tag_id">): Promise<number | null> {
  return (await tags.vocabulary(ctx)).get(tag_id)?.slotGroupId ?? null;
}

/** Gives a contact a tag; false when it has it already. */
export async function insert(ctx: Context, assignment: Assignment): Promise<boolean> {
  await settle(ctx, [{ contactId: assignment.contact_id, tagId: assignment.tag_id }]);
  const row = await ctx.db
    .insertInto("contact_tag")
    .values({ workspace_id: ctx.workspace.id, ...assignment, slot_group_id: await slotOf(ctx, assignment) })
    .onConflict((conflict) => conflict.columns(["workspace_id", "tag_id", "contact_id"]).doNothing())
    .returningAll()
    .executeTakeFirst();
  if (!row) return false;
  await count(ctx, { come: [row] });
  return true;
}

/** Gives contacts tags, in one statement; answers those that were not there already. */
export async function insertMany(ctx: Context, rows: readonly Assignment[]): Promise<AssignmentRow[]> {
  if (rows.length === 0) return [];
  await settle(
    ctx,
    rows.map((row) => ({ contactId: row.contact_id, tagId: row.tag_id })),
  );
  const words = await tags.vocabulary(ctx);
  const given = ctx.dialect.rows(
    [...columns, "slot_group_id"],
    rows.map((row) => [...columns.map((column) => row[column]), words.get(row.tag_id)?.slotGroupId ?? null]),
  );
  const inserted = await ctx.db
    .insertInto("contact_tag")
    .columns(["workspace_id", ...columns, "slot_group_id"])
    .expression((eb) =>
      eb
        .selectFrom(given)
        .select(({ val }) => val(ctx.workspace.id).as("workspace_id"))
        .select([...columns, "slot_group_id"])
        // Without a condition SQLite takes what follows for that of a join.
        .where(({ lit }) => lit(true)),
    )
    .onConflict((conflict) => conflict.columns(["workspace_id", "tag_id", "contact_id"]).doNothing())
    .returningAll()
    .execute();
  await count(ctx, { come: inserted });
  return inserted;
}

const columns = ["tag_id", "contact_id", "first_at", "last_at", "expires_at", "expiry", "origin_id"] as const;

/** Changes when assignments were given last and run out, in one statement. */
export async function change(
  ctx: Context,
  changes: readonly { before: Assignment; after: Assignment }[],
): Promise<void> {
  if (changes.length === 0) return;
  const pairs = changes.map(({ before }) => before);
  await settle(ctx, pairs.map(asPair));
  if (await hasMerges(ctx)) await release(ctx, await stand(ctx, pairs));
  const given = ctx.dialect.rows(
    columns,
    changes.map(({ after }) => columns.map((column) => after[column])),
  );
  const changed = await ctx.db
    .updateTable("contact_tag")
    .from(given)
    .set((eb) => ({
      last_at: eb.ref("given.last_at").$notNull(),
      expires_at: eb.ref("given.expires_at"),
      expiry: eb.ref("given.expiry").$notNull(),
      merge_id: null,
    }))
    .where("contact_tag.workspace_id", "=", ctx.workspace.id)
    // As below.
    .where("contact_tag.contact_id", "in", [...new Set(changes.map(({ after }) => after.contact_id))])
    .whereRef("contact_tag.tag_id", "=", "given.tag_id")
    .whereRef("contact_tag.contact_id", "=", "given.contact_id")
    .returning(["contact_tag.tag_id", "contact_tag.contact_id", "contact_tag.expires_at"])
    .execute();
  const befores = new Map(changes.map(({ before }) => [pair(before), before]));
  const were = changed.flatMap((row) => befores.get(pair(row)) ?? []);
  await count(ctx, { gone: were, come: changed });
}

/**
 * Has assignments run out at other instants, because their tag's rule is another. What a merge made stays the
 * merge's: nobody has changed the contact.
 */
export async function reschedule(
  ctx: Context,
  changes: readonly { before: Assignment; after: Assignment }[],
): Promise<void> {
  if (changes.length === 0) return;
  const given = ctx.dialect.rows(
    ["tag_id", "contact_id", "expires_at"],
    changes.map(({ after }) => [after.tag_id, after.contact_id, after.expires_at]),
  );
  await ctx.db
    .updateTable("contact_tag")
    .from(given)
    .set((eb) => ({ expires_at: eb.ref("given.expires_at") }))
    .where("contact_tag.workspace_id", "=", ctx.workspace.id)
    // As below.
    .where("contact_tag.contact_id", "in", [...new Set(changes.map(({ after }) => after.contact_id))])
    .whereRef("contact_tag.tag_id", "=", "given.tag_id")
    .whereRef("contact_tag.contact_id", "=", "given.contact_id")
    .execute();
  await count(ctx, {
    gone: changes.map(({ before }) => before),
    come: changes.map(({ after }) => after),
  });
}

/** Takes away what has run out of these contacts' tags; answers it. */
export async function removeRunOut(ctx: Context, contactIds: readonly number[]): Promise<AssignmentRow[]> {
  if (contactIds.length === 0) return [];
  await settleContacts(ctx, contactIds);
  const moving = await movingIds(ctx);
  const removed = await ctx.db
    .deleteFrom("contact_tag")
    .where("workspace_id", "=", ctx.workspace.id)
    .where("contact_id", "in", [...contactIds])
    .where("expires_at", "<=", ctx.now)
    .$if(moving.length > 0, (query) => query.where("tag_id", "not in", moving))
    .returningAll()
    .execute();
  await expire(ctx, removed);
  await count(ctx, { gone: removed });
  return removed;
}

/** Some contacts that have a tag which has run out, those first whose tags did so first. */
export async function runOutContacts(ctx: Context, limit: number): Promise<number[]> {
  // What has not moved yet has the survivor's expiry.
  const moving = await movingIds(ctx);
  const rows = await ctx.db
    .selectFrom("contact_tag")
    .select("contact_id")
    .where("workspace_id", "=", ctx.workspace.id)
    .where("expires_at", "<=", ctx.now)
    .$if(moving.length > 0, (query) => query.where("tag_id", "not in", moving))
    .orderBy("expires_at")
    .limit(limit)
    .execute();
  return [...new Set(rows.map((row) => row.contact_id))];
}

/** Takes a tag from a contact; returns the assignment as it was, if there was one. */
export async function remove(
  ctx: Context,
  contactId: number,
  tagId: number,
): Promise<AssignmentRow | undefined> {
  await settle(ctx, [{ contactId, tagId }]);
  const row = await ctx.db
    .deleteFrom("contact_tag")
    .where("workspace_id", "=", ctx.workspace.id)
    .where("tag_id", "=", tagId)
    .where("contact_id", "=", contactId)
    .where(notRunOut(ctx))
    .returningAll()
    .executeTakeFirst();
  if (row) await gone(ctx, [row]);
  return row;
}

/** Takes tags from contacts, in one statement; answers the assignments that were there. */
export async function removeMany(
  ctx: Context,
  pairs: readonly { contactId: number; tagId: number }[],
): Promise<AssignmentRow[]> {
  if (pairs.length === 0) return [];
  await settle(ctx, pairs);
  const given = ctx.dialect.rows(
    ["tag_id", "contact_id"],
    pairs.map(({ tagId, contactId }) => [tagId, contactId]),
  );
  const removed = await ctx.db
    .deleteFrom("contact_tag")
    .where("workspace_id", "=", ctx.workspace.id)
    // By the pairs alone, PostgreSQL would read all assignments of the workspace.
    .where("contact_id", "in", [...new Set(pairs.map(({ contactId }) => contactId))])
    .where(({ eb, refTuple }) =>
      eb(
        refTuple("tag_id", "contact_id"),
        "in",
        ctx.db
          .selectFrom(given)
          .select(["given.tag_id", "given.contact_id"])
          .$asTuple("tag_id", "contact_id"),
      ),
    )
    .returningAll()
    .execute();
  await gone(ctx, removed);
  return removed;
}

/** Takes all tags from a contact that is erased; answers which they were, those that had run out among them. */
export async function removeAll(ctx: Context, contactId: number): Promise<AssignmentRow[]> {
  await settleContacts(ctx, [contactId]);
  await release(ctx, await stored(ctx, [contactId]));
  const removed = await ctx.db
    .deleteFrom("contact_tag")
    .where("workspace_id", "=", ctx.workspace.id)
    .where("contact_id", "=", contactId)
    .returningAll()
    .execute();
  await count(ctx, { gone: removed });
  return removed;
}

export async function anyOfTag(ctx: Context, tagId: number): Promise<boolean> {
  const row = await ctx.db
    .selectFrom("contact_tag")
    .select("tag_id")
    .where("workspace_id", "=", ctx.workspace.id)
    .where("tag_id", "=", tagId)
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}

async function gone(ctx: Context, rows: readonly MergedRow[]): Promise<void> {
  await release(ctx, rows);
  await count(ctx, { gone: rows });
}

type Counted = Pick<AssignmentRow, "tag_id" | "expires_at">;

async function count(
  ctx: Context,
  { gone = [], come = [] }: { gone?: readonly Counted[]; come?: readonly Counted[] },
): Promise<void> {
  const buckets = new Map<string, CountDelta>();
  const add =
    (n: number) =>
    ({ tag_id: tagId, expires_at }: Counted) => {
      const expiresAt = expires_at ?? 0;
      const known = buckets.get(`${tagId} ${expiresAt}`);
      if (known) known.n += n;
      else buckets.set(`${tagId} ${expiresAt}`, { tagId, expiresAt, n });
    };
  gone.forEach(add(-1));
  come.forEach(add(1));
  const deltas = [...buckets.values()].filter(({ n }) => n !== 0);
  if (deltas.length > 0) await ctx.dialect.addCounts(ctx.db, ctx.workspace.id, deltas);
}
