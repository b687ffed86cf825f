import type { ContactClaims, ContactRef } from "@tagdeck/core/contacts/inputs";
import { tagKey } from "@tagdeck/core/tags/name";
import type { Context } from "../context.ts";
import type { ContactRow } from "../db/schema.ts";
import * as grams from "./grams.ts";

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

/** Those of these contacts that are there, locked in the order of their ids. */
export async function lockIds(ctx: Context, ids: readonly number[]): Promise<number[]> {
  const rows = await ctx.dialect.forUpdate(selectIds(ctx, ids)).execute();
  return rows.map(({ id }) => id);
}

/** Those of these contacts that are there. */
export async function existing(ctx: Context, ids: readonly number[]): Promise<number[]> {
  return (await selectIds(ctx, ids).execute()).map(({ id }) => id);
}

function selectIds(ctx: Context, ids: readonly number[]) {
  return ctx.db
    .selectFrom("contact")
    .select("id")
    .where("workspace_id", "=", ctx.workspace.id)
    .where("id", "in", [...ids])
    .orderBy("id");
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
  if (row) await grams.insert(ctx, [row]);
  return row ?? select(ctx).where("external_id", "=", claims.externalId).executeTakeFirstOrThrow();
}

/** Stores contacts that are not there yet, in this order. */
export async function insertMissing(ctx: Context, all: readonly ContactClaims[]): Promise<void> {
  if (all.length === 0) return;
  const rows = await ctx.db
    .insertInto("contact")
    .values(all.map((claims) => rowOf(ctx, claims)))
    .onConflict((conflict) => conflict.columns(["workspace_id", "external_id"]).doNothing())
    .returningAll()
    .execute();
  await grams.insert(ctx, rows);
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

export async function update(ctx: Context, before: ContactRow, claims: ContactClaims): Promise<ContactRow> {
  const after = await ctx.db
    .updateTable("contact")
    .set({ ...columnsOf(claims), updated_at: ctx.now })
    .where("workspace_id", "=", ctx.workspace.id)
    .where("id", "=", before.id)
    .returningAll()
    .executeTakeFirstOrThrow();
  await grams.replace(ctx, before, after);
  return after;
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

/** Takes the contact itself away; what refers to it has to be gone. */
export async function remove(ctx: Context, id: number): Promise<void> {
  await ctx.db
    .deleteFrom("contact")
    .where("workspace_id", "=", ctx.workspace.id)
    .where("id", "=", id)
    .execute();
}
