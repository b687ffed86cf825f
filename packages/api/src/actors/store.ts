import type { ActorKind, TagSource } from "@tagdeck/core/contacts/contact";
import type { Context } from "../context.ts";

const known = new WeakMap<Context, number>();

/** The caller's row in the actor table, made at its first change. History points at it. */
export async function current(ctx: Context): Promise<number> {
  const id = known.get(ctx) ?? (await findOrInsert(ctx));
  known.set(ctx, id);
  return id;
}

async function findOrInsert(ctx: Context): Promise<number> {
  const { kind, ref, name } = identify(ctx);
  const workspace_id = ctx.workspace.id;
  const found = await ctx.db
    .selectFrom("actor")
    .select(["id", "name"])
    .where("workspace_id", "=", workspace_id)
    .where("kind", "=", kind)
    .where("ref", "=", ref)
    .executeTakeFirst();
  if (found?.name === name) return found.id;
  const row = await ctx.db
    .insertInto("actor")
    .values({ workspace_id, kind, ref, name })
    .onConflict((conflict) => conflict.columns(["workspace_id", "kind", "ref"]).doUpdateSet({ name }))
    .returning("id")
    .executeTakeFirstOrThrow();
  return row.id;
}

/** The caller's actor id, if it ever changed anything. */
export async function find(ctx: Context): Promise<number | null> {
  const { kind, ref } = identify(ctx);
  const row = await ctx.db
    .selectFrom("actor")
    .select("id")
    .where("workspace_id", "=", ctx.workspace.id)
    .where("kind", "=", kind)
    .where("ref", "=", ref)
    .executeTakeFirst();
  return row?.id ?? null;
}

export async function byId(ctx: Context, ids: readonly number[]) {
  if (ids.length === 0) return new Map<number, { id: number; kind: string; name: string }>();
  const rows = await ctx.db
    .selectFrom("actor")
    .select(["id", "kind", "name"])
    .where("workspace_id", "=", ctx.workspace.id)
    .where("id", "in", [...new Set(ids)])
    .execute();
  return new Map(rows.map((row) => [row.id, row]));
}

/** Everyone whom history may name, by name. */
export async function list(ctx: Context, limit: number) {
  return ctx.db
    .selectFrom("actor")
    .select(["id", "kind", "name"])
    .where("workspace_id", "=", ctx.workspace.id)
    .orderBy("name")
    .orderBy("id")
    .limit(limit)
    .execute();
}

export function kindOf(kind: string | undefined): ActorKind {
  return kind === "member" || kind === "panel" || kind === "key" ? kind : "system";
}

/** From where the caller's changes come, as history names it. */
export function sourceOf(ctx: Context): TagSource {
  switch (ctx.principal.kind) {
    case "member":
      return ctx.principal.role === "agent" ? "agent" : "admin";
    case "panel":
      return "agent";
    case "key":
      return "api";
    case "system":
      return "system";
  }
}

function identify({ principal }: Context): { kind: string; ref: string; name: string } {
  switch (principal.kind) {
    case "member":
      return { kind: "member", ref: principal.userId, name: principal.name };
    case "panel":
      return principal.memberUserId === undefined
        ? { kind: "panel", ref: principal.agentId, name: principal.name }
        : { kind: "member", ref: principal.memberUserId, name: principal.name };
    case "key":
      return { kind: "key", ref: String(principal.keyId), name: principal.name };
    case "system":
      return { kind: "system", ref: principal.name, name: principal.name };
  }
}
