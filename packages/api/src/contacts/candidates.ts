import type { SearchFields } from "@tagdeck/core/contacts/search";
import type { Context } from "../context.ts";
import type { Place } from "../merges/effective.ts";

// Ids of contacts, read from one index each in the order of its key, so that nothing is sorted and no more is
// read than is asked for.

/** The newest contacts, from before an id. */
export async function newest(ctx: Context, before: number | null, limit: number): Promise<number[]> {
  const rows = await ctx.db
    .selectFrom("contact")
    .select("id")
    .where("workspace_id", "=", ctx.workspace.id)
    .$if(before !== null, (query) => query.where("id", "<", before ?? 0))
    .orderBy("id", "desc")
    .limit(limit)
    .execute();
  return rows.map(({ id }) => id);
}

export type Named = { id: number; key: string };

/** The contacts of one name, which may be none, the oldest first, from behind an id. */
export async function ofName(ctx: Context, { key, id }: Named, limit: number): Promise<Named[]> {
  return names(ctx).where("name_key", "=", key).where("id", ">", id).limit(limit).execute();
}

/** The contacts of later names, by them. */
export async function behindName(ctx: Context, key: string, limit: number): Promise<Named[]> {
  return names(ctx).where("name_key", ">", key).limit(limit).execute();
}

function names(ctx: Context) {
  return ctx.db
    .selectFrom("contact")
    .select(["id", "name_key as key"])
    .where("workspace_id", "=", ctx.workspace.id)
    .orderBy("name_key")
    .orderBy("id");
}

/** The newest contacts that have a tag now. */
export async function withTag(
  ctx: Context,
  { tagId, holds }: Place,
  before: number | null,
  limit: number,
): Promise<number[]> {
  const rows = await ctx.db
    .selectFrom("contact_tag")
    .select("contact_id")
    .where("workspace_id", "=", ctx.workspace.id)
    .where("tag_id", "=", tagId)
    .where(holds)
    .$if(before !== null, (query) => query.where("contact_id", "<", before ?? 0))
    .orderBy("contact_id", "desc")
    .limit(limit)
    .execute();
  return rows.map((row) => row.contact_id);
}

/** The newest contacts that have a gram. */
export async function withGram(
  ctx: Context,
  gram: number,
  before: number | null,
  limit: number,
): Promise<number[]> {
  const rows = await ctx.db
    .selectFrom("contact_gram")
    .select("contact_id")
    .where("workspace_id", "=", ctx.workspace.id)
    .where("gram", "=", gram)
    .$if(before !== null, (query) => query.where("contact_id", "<", before ?? 0))
    .orderBy("contact_id", "desc")
    .limit(limit)
    .execute();
  return rows.map((row) => row.contact_id);
}

/** How many contacts have a gram, counted no further than `limit`. */
export async function countGram(ctx: Context, gram: number, limit: number): Promise<number> {
  const row = await ctx.db
    .selectFrom(
      ctx.db
        .selectFrom("contact_gram")
        .select("contact_id")
        .where("workspace_id", "=", ctx.workspace.id)
        .where("gram", "=", gram)
        .limit(limit)
        .as("some"),
    )
    .select((eb) => eb.fn.countAll<number>().as("n"))
    .executeTakeFirstOrThrow();
  return row.n;
}

/** How many contacts there are, counted no further than `limit`. */
export async function countAll(ctx: Context, limit: number): Promise<number> {
  const row = await ctx.db
    .selectFrom(
      ctx.db
        .selectFrom("contact")
        .select("id")
        .where("workspace_id", "=", ctx.workspace.id)
        .limit(limit)
        .as("some"),
    )
    .select((eb) => eb.fn.countAll<number>().as("n"))
    .executeTakeFirstOrThrow();
  return row.n;
}

// A subquery for each contact, as PostgreSQL would read a whole tag in place of fifty keys of it if it were joined.

/** Which of these contacts have one of the tags now: an assignment in one of their places. */
export async function amongTagged(
  ctx: Context,
  ids: readonly number[],
  places: readonly Place[],
): Promise<Set<number>> {
  if (ids.length === 0 || places.length === 0) return new Set();
  const rows = await ctx.db
    .selectFrom(given(ctx, ids))
    .select((eb) =>
      eb
        .selectFrom("contact_tag")
        .select("contact_id")
        .where("workspace_id", "=", ctx.workspace.id)
        .where(
          "tag_id",
          "in",
          places.map(({ tagId }) => tagId),
        )
        .whereRef("contact_id", "=", "given.id")
        .where((one) => one.or(places.map(({ tagId, holds }) => one("tag_id", "=", tagId).and(holds(one)))))
        .limit(1)
        .as("id"),
    )
    .execute();
  return new Set(rows.flatMap(({ id }) => id ?? []));
}

/** Which of these contacts have one of the grams. */
export async function amongGrams(
  ctx: Context,
  ids: readonly number[],
  grams: readonly number[],
): Promise<Set<number>> {
  if (ids.length === 0) return new Set();
  const rows = await ctx.db
    .selectFrom(given(ctx, ids))
    .select((eb) =>
      eb
        .selectFrom("contact_gram")
        .select("contact_id")
        .where("workspace_id", "=", ctx.workspace.id)
        .where("gram", "in", [...grams])
        .whereRef("contact_id", "=", "given.id")
        .limit(1)
        .as("id"),
    )
    .execute();
  return new Set(rows.flatMap(({ id }) => id ?? []));
}

// For more at once PostgreSQL would read all contacts.
const textsAtOnce = 500;

/** What these contacts are compared and sorted by. */
export async function texts(
  ctx: Context,
  ids: readonly number[],
): Promise<Map<number, SearchFields & { key: string }>> {
  const found = new Map<number, SearchFields & { key: string }>();
  for (let from = 0; from < ids.length; from += textsAtOnce) {
    const rows = await ctx.db
      .selectFrom("contact")
      .select(["id", "external_id as externalId", "name", "name_key as key", "email", "phone"])
      .where("workspace_id", "=", ctx.workspace.id)
      .where("id", "in", ids.slice(from, from + textsAtOnce))
      .execute();
    for (const { id, ...text } of rows) found.set(id, text);
  }
  return found;
}

function given(ctx: Context, ids: readonly number[]) {
  return ctx.dialect.rows(
    ["id"],
    ids.map((id) => [id]),
  );
}
