import { contactGrams } from "@tagdeck/core/contacts/search";
import type { Context } from "../context.ts";
import type { ContactRow } from "../db/schema.ts";

/** Lets new contacts be found: one statement, however many they are. */
export async function insert(ctx: Context, rows: readonly ContactRow[]): Promise<void> {
  await insertPairs(
    ctx,
    rows.flatMap((row) => gramsOf(row).map((gram): Pair => [gram, row.id])),
  );
}

/** Lets a contact be found by what it is now, and no more by what it was. */
export async function replace(ctx: Context, before: ContactRow, after: ContactRow): Promise<void> {
  const [had, has] = [new Set(gramsOf(before)), new Set(gramsOf(after))];
  await removeGrams(
    ctx,
    before.id,
    [...had].filter((gram) => !has.has(gram)),
  );
  await insertPairs(
    ctx,
    [...has].flatMap((gram): Pair[] => (had.has(gram) ? [] : [[gram, after.id]])),
  );
}

export async function remove(ctx: Context, row: ContactRow): Promise<void> {
  await removeGrams(ctx, row.id, gramsOf(row));
}

type Pair = [gram: number, contactId: number];

async function insertPairs(ctx: Context, pairs: Pair[]): Promise<void> {
  if (pairs.length === 0) return;
  // In the order of the key: neighbours go to one page of the index.
  pairs.sort((a, b) => a[0] - b[0] || a[1] - b[1]);
  const given = ctx.dialect.rows(["gram", "contact_id"], pairs);
  await ctx.db
    .insertInto("contact_gram")
    .columns(["workspace_id", "gram", "contact_id"])
    .expression((eb) =>
      eb
        .selectFrom(given)
        .select(({ val }) => val(ctx.workspace.id).as("workspace_id"))
        .select(["gram", "contact_id"]),
    )
    .execute();
}

async function removeGrams(ctx: Context, contactId: number, grams: readonly number[]): Promise<void> {
  if (grams.length === 0) return;
  await ctx.db
    .deleteFrom("contact_gram")
    .where("workspace_id", "=", ctx.workspace.id)
    .where("gram", "in", [...grams])
    .where("contact_id", "=", contactId)
    .execute();
}

function gramsOf(row: ContactRow): number[] {
  return contactGrams({ ...row, externalId: row.external_id });
}
