import type { OperationKind } from "@tagdeck/core/operations/kinds";
import * as actors from "../actors/store.ts";
import type { Context } from "../context.ts";
import * as feed from "../feed/store.ts";

export type OperationRow = NonNullable<Awaited<ReturnType<typeof lock>>>;

const day = 86_400_000;

/** Records a wide change with what it was before and the tags it stands on, which are locked; returns its id. */
export async function insert(
  ctx: Context,
  operation: {
    kind: OperationKind;
    /** The one tag it is about; null = several. */
    tagId: number | null;
    tagIds: readonly number[];
    contactCount: number | null;
    state: Record<string, unknown>;
  },
): Promise<number> {
  const tagIds = [...new Set(operation.tagIds)];
  const row = await ctx.db
    .insertInto("operation")
    .values({
      workspace_id: ctx.workspace.id,
      kind: operation.kind,
      tag_id: operation.tagId,
      tag_count: tagIds.length,
      contact_count: operation.contactCount,
      actor_id: await actors.current(ctx),
      at: ctx.now,
      state: JSON.stringify(operation.state),
      undo_until: ctx.now + ctx.workspace.settings.undoDays * day,
    })
    .returning("id")
    .executeTakeFirstOrThrow();
  await standOn(ctx, row.id, tagIds);
  await feed.append(ctx, { kind: "operation" });
  return row.id;
}

async function standOn(ctx: Context, id: number, tagIds: readonly number[]): Promise<void> {
  if (tagIds.length === 0) return;
  const given = ctx.dialect.rows(
    ["tag_id"],
    tagIds.map((tagId) => [tagId]),
  );
  await ctx.db
    .insertInto("tag_operation")
    .columns(["workspace_id", "tag_id", "operation_id"])
    .expression((eb) =>
      eb
        .selectFrom(given)
        .select(({ val }) => [
          val(ctx.workspace.id).as("workspace_id"),
          "tag_id",
          val(id).as("operation_id"),
        ]),
    )
    .execute();
}

/** An operation stands on a tag no longer: what it did to it was taken back. */
export async function leave(ctx: Context, id: number, tagId: number): Promise<void> {
  await ctx.db
    .deleteFrom("tag_operation")
    .where("workspace_id", "=", ctx.workspace.id)
    .where("tag_id", "=", tagId)
    .where("operation_id", "=", id)
    .execute();
}

export async function find(ctx: Context, id: number) {
  return ctx.db
    .selectFrom("operation")
    .selectAll()
    .where("workspace_id", "=", ctx.workspace.id)
    .where("id", "=", id)
    .executeTakeFirst();
}

/** The operation, locked for the rest of the transaction. */
export async function lock(ctx: Context, id: number) {
  return ctx.dialect
    .forUpdate(
      ctx.db
        .selectFrom("operation")
        .selectAll()
        .where("workspace_id", "=", ctx.workspace.id)
        .where("id", "=", id),
    )
    .executeTakeFirst();
}

/** What goes on for it in the background from now on. */
export async function setJob(ctx: Context, id: number, jobId: number): Promise<void> {
  await ctx.db
    .updateTable("operation")
    .set({ job_id: jobId })
    .where("workspace_id", "=", ctx.workspace.id)
    .where("id", "=", id)
    .execute();
}

export async function markUndone(ctx: Context, id: number): Promise<void> {
  await ctx.db
    .updateTable("operation")
    .set({ undone_at: ctx.now, undone_by: await actors.current(ctx) })
    .where("workspace_id", "=", ctx.workspace.id)
    .where("id", "=", id)
    .execute();
  await feed.append(ctx, { kind: "operation" });
}

/** The latest operation of these kinds that stands on a tag of this one, is later and not undone. */
export async function findBlocking(
  ctx: Context,
  { id, kinds }: { id: number; kinds: readonly OperationKind[] },
) {
  if (kinds.length === 0) return undefined;
  return ctx.db
    .selectFrom("tag_operation as mine")
    .innerJoin("tag_operation as theirs", (join) =>
      join
        .onRef("theirs.workspace_id", "=", "mine.workspace_id")
        .onRef("theirs.tag_id", "=", "mine.tag_id")
        .onRef("theirs.operation_id", ">", "mine.operation_id"),
    )
    .innerJoin("operation", (join) =>
      join
        .onRef("operation.workspace_id", "=", "theirs.workspace_id")
        .onRef("operation.id", "=", "theirs.operation_id"),
    )
    .where("mine.workspace_id", "=", ctx.workspace.id)
    .where("mine.operation_id", "=", id)
    .where("operation.undone_at", "is", null)
    .where("operation.kind", "in", [...kinds])
    .orderBy("operation.id", "desc")
    .limit(1)
    .select(["operation.id", "operation.kind", "operation.at", "operation.actor_id"])
    .execute()
    .then(([row]) => row);
}

/** Operations, newest first, from before an id. Without their state, which may be long. */
export async function list(ctx: Context, { before, limit }: { before: number; limit: number }) {
  return ctx.db
    .selectFrom("operation")
    .select([
      "id",
      "kind",
      "at",
      "actor_id",
      "tag_count",
      "contact_count",
      "undo_until",
      "undone_at",
      "undone_by",
      "job_id",
    ])
    .where("workspace_id", "=", ctx.workspace.id)
    .where("id", "<", before)
    .orderBy("id", "desc")
    .limit(limit)
    .execute();
}

/** The first few tags of an operation. */
export async function firstTags(ctx: Context, id: number, limit: number): Promise<number[]> {
  const rows = await ctx.db
    .selectFrom("tag_operation")
    .select("tag_id")
    .where("workspace_id", "=", ctx.workspace.id)
    .where("operation_id", "=", id)
    .orderBy("tag_id")
    .limit(limit)
    .execute();
  return rows.map(({ tag_id }) => tag_id);
}

/** A running operation that stands on one of these tags. */
export async function findRunning(ctx: Context, tagIds: readonly number[]) {
  const given = ctx.dialect.rows(
    ["tag_id"],
    tagIds.map((tagId) => [tagId]),
  );
  return ctx.db
    .selectFrom(given)
    .innerJoin("tag_operation", (join) =>
      join
        .on("tag_operation.workspace_id", "=", ctx.workspace.id)
        .onRef("tag_operation.tag_id", "=", "given.tag_id"),
    )
    .innerJoin("operation", (join) =>
      join
        .onRef("operation.workspace_id", "=", "tag_operation.workspace_id")
        .onRef("operation.id", "=", "tag_operation.operation_id"),
    )
    .innerJoin("job", (join) =>
      join
        .onRef("job.workspace_id", "=", "operation.workspace_id")
        .onRef("job.id", "=", "operation.job_id")
        .on("job.ended_at", "is", null),
    )
    .limit(1)
    .select(["operation.id", "operation.kind", "operation.at", "operation.actor_id"])
    .executeTakeFirst();
}
