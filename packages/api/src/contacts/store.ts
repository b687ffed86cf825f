import type { ContactClaims, ContactRef } from "@tagdeck/core/contacts/inputs";
import { tagKey } from "@tagdeck/core/tags/name";
import type { ExpressionBuilder } from "kysely";
import type { Context } from "../context.ts";
import type { ContactRow, Database } from "../db/schema.ts";

function select(ctx: Context) {
  return ctx.db.selectFrom("contact").selectAll().where("workspace_id", "=", ctx.workspace.id);
}

function byRef(ctx: Context, ref: ContactRef) {
  return "id" in ref
    ? select(ctx).where("id", "=", ref.id)
    : select(ctx).where("external_id", "=", ref.externalId);
}

export async function find(ctx: Context, ref: ContactRef): Promise<ContactRow | undefined> {
  return byRef(ctx, ref).executeTakeFirst();
}

export async function findMany(ctx: Context, refs: readonly ContactRef[]): Promise<ContactRow[]> {
  const ids = refs.flatMap((ref) => ("id" in ref ? ref.id : []));
  const externalIds = refs.flatMap((ref) => ("id" in ref ? [] : ref.externalId));
  return [
    ...(ids.length === 0 ? [] : await select(ctx).where("id", "in", ids).execute()),
    ...(externalIds.length === 0 ? [] : await select(ctx).where("external_id", "in", externalIds).execute()),
  ];
}

/** Contacts, locked in the order of their ids: who locks several waits for others, never in a circle. */
export async function lockMany(ctx: Context, ids: readonly number[]): Promise<ContactRow[]> {
  if (ids.length === 0) return [];
  return ctx.dialect
    .forUpdate(
      select(ctx)
        .where("id", "in", [...ids])
        .orderBy("id"),
    )
    .execute();
}

/** The contact, locked for the rest of the transaction: changes of its tags wait for each other. */
export async function lock(ctx: Context, ref: ContactRef): Promise<ContactRow | undefined> {
  return ctx.dialect.forUpdate(byRef(ctx, ref)).executeTakeFirst();
}

/** The contact with this external id, made when there is none. */
export async function insert(ctx: Context, claims: ContactClaims): Promise<ContactRow> {
  const row = await ctx.db
    .insertInto("contact")
    .values(rowOf(ctx, claims))
    .onConflict((conflict) => conflict.columns(["workspace_id", "external_id"]).doNothing())
    .returningAll()
    .executeTakeFirst();
  return row ?? select(ctx).where("external_id", "=", claims.externalId).executeTakeFirstOrThrow();
}

/** Stores contacts that are not there yet, in this order. */
export async function insertMissing(ctx: Context, all: readonly ContactClaims[]): Promise<void> {
  if (all.length === 0) return;
  await ctx.db
    .insertInto("contact")
    .values(all.map((claims) => rowOf(ctx, claims)))
    .onConflict((conflict) => conflict.columns(["workspace_id", "external_id"]).doNothing())
    .execute();
}

function rowOf(ctx: Context, claims: ContactClaims) {
  return {
    workspace_id: ctx.workspace.id,
    external_id: claims.externalId,
    name_key: "",
    attributes: "{}",
    ...columnsOf(claims),
    created_at: ctx.now,
    updated_at: ctx.now,
  };
}

export async function update(ctx: Context, id: number, claims: ContactClaims): Promise<ContactRow> {
  return ctx.db
    .updateTable("contact")
    .set({ ...columnsOf(claims), updated_at: ctx.now })
    .where("workspace_id", "=", ctx.workspace.id)
    .where("id", "=", id)
    .returningAll()
    .executeTakeFirstOrThrow();
}

/** The columns that claims speak of; the others stay as they are. */
export function columnsOf(claims: ContactClaims) {
  const { name, email, phone, channel, attributes } = claims;
  return {
    ...(name === undefined ? {} : { name, name_key: tagKey(name ?? "") }),
    ...(email === undefined ? {} : { email }),
    ...(phone === undefined ? {} : { phone }),
    ...(channel === undefined ? {} : { channel }),
    ...(attributes === undefined ? {} : { attributes: JSON.stringify(attributes) }),
  };
}

type Page = { after: number | null; limit: number };

/** Contacts, newest first: all, or those whose name, e-mail or external id begins so. */
export async function list(ctx: Context, search: string, { after, limit }: Page): Promise<ContactRow[]> {
  let query = select(ctx).orderBy("id", "desc").limit(limit);
  if (after !== null) query = query.where("id", "<", after);
  if (search !== "") query = query.where((eb) => begins(eb, search));
  return query.execute();
}

function begins(eb: ExpressionBuilder<Database, "contact">, search: string) {
  const columns = [
    ["contact.name_key", tagKey(search)],
    ["contact.email", search.toLowerCase()],
    ["contact.external_id", search],
  ] as const;
  return eb.or(
    columns.map(([column, prefix]) =>
      eb.and([eb(column, ">=", prefix), eb(column, "<", `${prefix}\u{10FFFF}`)]),
    ),
  );
}

/** The same among the contacts that have a tag now. */
export async function listWithTag(
  ctx: Context,
  tagId: number,
  search: string,
  { after, limit }: Page,
): Promise<ContactRow[]> {
  return ctx.db
    .selectFrom("contact_tag")
    .innerJoin("contact", (join) =>
      join
        .onRef("contact.workspace_id", "=", "contact_tag.workspace_id")
        .onRef("contact.id", "=", "contact_tag.contact_id"),
    )
    .selectAll("contact")
    .where("contact_tag.workspace_id", "=", ctx.workspace.id)
    .where("contact_tag.tag_id", "=", tagId)
    .where((eb) =>
      eb.or([eb("contact_tag.expires_at", "is", null), eb("contact_tag.expires_at", ">", ctx.now)]),
    )
    .$if(search !== "", (query) => query.where((eb) => begins(eb, search)))
    .$if(after !== null, (query) => query.where("contact_tag.contact_id", "<", after ?? 0))
    .orderBy("contact_tag.contact_id", "desc")
    .limit(limit)
    .execute();
}
