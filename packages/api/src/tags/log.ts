import { z } from "zod";
import * as actors from "../actors/store.ts";
import type { Context } from "../context.ts";
import * as feed from "../feed/store.ts";

export const tagLogKinds = {
  created: 1,
  changed: 2,
  deleted: 3,
  restored: 4,
  archived: 7,
  unarchived: 8,
  /** It became another tag, and was itself again; the other took it in, and gave it back. */
  merged: 11,
  unmerged: 12,
  absorbed: 13,
  released: 14,
} as const;
export type TagLogKind = keyof typeof tagLogKinds;

/** What happens to a tag for all its contacts at once. */
const forAllKinds = ["deleted", "restored", "archived", "unarchived", "merged", "unmerged"] as const;
export type ForAllKind = (typeof forAllKinds)[number];

/** Rows of one statement: far from the limits of parameters. */
const chunk = 500;

/** Writes one line of a tag's own history and tells the feed; returns its `seq`. */
export async function append(
  ctx: Context,
  tagId: number,
  entry: { kind: TagLogKind; operationId?: number; details?: Record<string, unknown> },
): Promise<number> {
  const seq = await feed.append(ctx, { kind: "tag", tagId });
  await ctx.db
    .insertInto("tag_log")
    .values({
      workspace_id: ctx.workspace.id,
      tag_id: tagId,
      at: ctx.now,
      seq,
      kind: tagLogKinds[entry.kind],
      actor_id: await actors.current(ctx),
      operation_id: entry.operationId ?? null,
      details: JSON.stringify(entry.details ?? {}),
    })
    .execute();
  return seq;
}

/** The same for many tags of one operation, in few statements. */
export async function appendMany(
  ctx: Context,
  entries: readonly { tagId: number; details: Record<string, unknown> }[],
  { kind, operationId }: { kind: TagLogKind; operationId: number | null },
): Promise<void> {
  const seqs = await feed.appendTags(
    ctx,
    entries.map(({ tagId }) => tagId),
  );
  const actor_id = await actors.current(ctx);
  for (let i = 0; i < entries.length; i += chunk) {
    await ctx.db
      .insertInto("tag_log")
      .values(
        entries.slice(i, i + chunk).map(({ tagId, details }) => ({
          workspace_id: ctx.workspace.id,
          tag_id: tagId,
          at: ctx.now,
          seq: seqs.get(tagId) ?? 0,
          kind: tagLogKinds[kind],
          actor_id,
          operation_id: operationId,
          details: JSON.stringify(details),
        })),
      )
      .execute();
  }
}

const Grown = z.object({ grown: z.number() });

/** By how many contacts merges and their undo made tags grow, within a time (epoch ms, `to` excluded). */
export async function growths(
  ctx: Context,
  tagIds: readonly number[],
  { from, to }: { from: number; to: number },
): Promise<{ tagId: number; at: number; n: number }[]> {
  if (tagIds.length === 0) return [];
  const given = ctx.dialect.rows(
    ["tag_id"],
    tagIds.map((id) => [id]),
  );
  const rows = await ctx.db
    .selectFrom(given)
    .innerJoin("tag_log", (join) =>
      join
        .on("tag_log.workspace_id", "=", ctx.workspace.id)
        .onRef("tag_log.tag_id", "=", "given.tag_id")
        .on("tag_log.at", ">=", from)
        .on("tag_log.at", "<", to),
    )
    .where("tag_log.kind", "in", [tagLogKinds.absorbed, tagLogKinds.released])
    .select(["tag_log.tag_id", "tag_log.at", "tag_log.details"])
    .execute();
  return rows.map((row) => ({
    tagId: row.tag_id,
    at: row.at,
    n: Grown.parse(JSON.parse(row.details)).grown,
  }));
}

export function kindName(kind: number): TagLogKind {
  const found = Object.entries(tagLogKinds).find(([, value]) => value === kind);
  // safe because the entries' keys are the record's own
  return (found?.[0] ?? "changed") as TagLogKind;
}

/** The operations among these that changed several tags. */
export async function wideOperations(ctx: Context, ids: readonly number[]): Promise<Set<number>> {
  if (ids.length === 0) return new Set();
  const rows = await ctx.db
    .selectFrom("operation")
    .select("id")
    .where("workspace_id", "=", ctx.workspace.id)
    .where("id", "in", [...new Set(ids)])
    .where("tag_id", "is", null)
    .execute();
  return new Set(rows.map(({ id }) => id));
}

/** A tag's own history, newest first, from before an instant and `seq`. */
export async function list(
  ctx: Context,
  tagId: number,
  { before: [at, seq], limit }: { before: readonly [number, number]; limit: number },
) {
  return ctx.db
    .selectFrom("tag_log")
    .select(["at", "seq", "kind", "actor_id", "operation_id", "details"])
    .where("workspace_id", "=", ctx.workspace.id)
    .where("tag_id", "=", tagId)
    .where("at", "<=", at)
    .where((eb) => eb.or([eb("at", "<", at), eb("seq", "<", seq)]))
    .orderBy("at", "desc")
    .orderBy("seq", "desc")
    .limit(limit)
    .execute();
}

/**
 * What became of these tags for all contacts, newest first, from before an instant and `seq`: each is part of
 * the history of every contact that had the tag at that time. All of them, for only the caller knows when that was.
 */
export async function findForAll(
  ctx: Context,
  tagIds: readonly number[],
  [at, seq]: readonly [number, number],
) {
  if (tagIds.length === 0) return [];
  const rows = await ctx.db
    .selectFrom("tag_log")
    .select(["tag_id", "at", "seq", "kind", "actor_id"])
    .where("workspace_id", "=", ctx.workspace.id)
    .where("tag_id", "in", [...tagIds])
    .where(
      "kind",
      "in",
      forAllKinds.map((kind) => tagLogKinds[kind]),
    )
    .where("at", "<=", at)
    .where((eb) => eb.or([eb("at", "<", at), eb("seq", "<", seq)]))
    .orderBy("at", "desc")
    .orderBy("seq", "desc")
    .execute();
  return rows.flatMap((row) => {
    const kind = forAllKinds.find((one) => tagLogKinds[one] === row.kind);
    return kind ? { ...row, kind } : [];
  });
}

/** Whether a tag was deleted at an instant (epoch ms). */
export async function wasDeleted(ctx: Context, tagId: number, at: number): Promise<boolean> {
  const row = await ctx.db
    .selectFrom("tag_log")
    .select("kind")
    .where("workspace_id", "=", ctx.workspace.id)
    .where("tag_id", "=", tagId)
    .where("kind", "in", [tagLogKinds.deleted, tagLogKinds.restored])
    .where("at", "<=", at)
    .orderBy("at", "desc")
    .orderBy("seq", "desc")
    .limit(1)
    .executeTakeFirst();
  return row?.kind === tagLogKinds.deleted;
}
