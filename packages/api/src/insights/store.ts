import { eventKinds } from "../assignments/kinds.ts";
import type { Context } from "../context.ts";

const day = 86_400_000;
const telling = [eventKinds.added, eventKinds.removed, eventKinds.expired];

/** Days of 24 hours, one after another from `from` (epoch ms): between changes of the clocks all are. */
export type Stretch = { from: number; to: number };

type Counted = { added: number; removed: number };

/** Tags given and taken in each day of a stretch, by its place; of tags that are not left out. */
export async function byDay(ctx: Context, { from, to }: Stretch, without: readonly number[]) {
  const rows = await entries(ctx, from, to, without)
    .select((eb) => [
      eb(eb.parens("at", "-", eb.lit(from)), "/", eb.lit(day)).as("place"),
      "kind",
      eb.fn.countAll<number>().as("n"),
    ])
    .groupBy(["place", "kind"])
    .execute();
  const batches = await batched(ctx, from, to, without)
    .select((eb) => [
      eb(eb.parens("at", "-", eb.lit(from)), "/", eb.lit(day)).as("place"),
      eb.fn.sum<number>("n").as("n"),
    ])
    .groupBy("place")
    .execute();
  return collect(
    [...rows, ...batches.map((row) => ({ ...row, kind: eventKinds.added }))].map((row) => ({
      key: Number(row.place),
      kind: row.kind,
      n: row.n,
    })),
  );
}

/** The same by tag. */
export async function byTag(ctx: Context, from: number, without: readonly number[]) {
  const rows = await entries(ctx, from, ctx.now + 1, without)
    .select((eb) => ["tag_id as key", "kind", eb.fn.countAll<number>().as("n")])
    .groupBy(["tag_id", "kind"])
    .execute();
  const batches = await batched(ctx, from, ctx.now + 1, without)
    .select((eb) => ["tag_id as key", eb.fn.sum<number>("n").as("n")])
    .groupBy("tag_id")
    .execute();
  return collect([...rows, ...batches.map((row) => ({ ...row, kind: eventKinds.added }))]);
}

/** Who gave how many tags, most first; what was only taken back is nobody's. */
export async function byActor(
  ctx: Context,
  from: number,
  without: readonly number[],
  actorId: number | null,
) {
  return (
    ctx.db
      .selectFrom("tag_event")
      .select((eb) => ["actor_id as actorId", eb.fn.countAll<number>().as("added")])
      .where("workspace_id", "=", ctx.workspace.id)
      // True of all and a sum, so that SQLite reads the table in its order: by the index of tags it would look up each
      // row, many times slower.
      .where("contact_id", ">", 0)
      .where((eb) => eb(eb("at", "+", eb.lit(0)), ">=", from))
      .where("kind", "=", eventKinds.added)
      .where("undoes", "is", null)
      .$if(without.length > 0, (query) => query.where("tag_id", "not in", [...without]))
      .$if(actorId !== null, (query) => query.where("actor_id", "=", actorId))
      .groupBy("actor_id")
      .orderBy("added", "desc")
      .orderBy("actor_id")
      .limit(20)
      .execute()
  );
}

/** How many tags contacts have, by when they run out (0 = never). */
export async function buckets(ctx: Context, without: readonly number[]) {
  return ctx.db
    .selectFrom("tag_count_live")
    .select((eb) => ["expires_at as expiresAt", eb.fn.sum<number>("n").as("n")])
    .where("workspace_id", "=", ctx.workspace.id)
    .$if(without.length > 0, (query) => query.where("tag_id", "not in", [...without]))
    .groupBy("expires_at")
    .execute();
}

/** All contacts, and those that have no tag at the moment. */
export async function contacts(ctx: Context, without: readonly number[]) {
  const { total } = await ctx.db
    .selectFrom("contact")
    .select((eb) => eb.fn.countAll<number>().as("total"))
    .where("workspace_id", "=", ctx.workspace.id)
    .executeTakeFirstOrThrow();
  const { tagged } = await ctx.db
    .selectFrom("contact")
    .select((eb) => eb.fn.countAll<number>().as("tagged"))
    .where("contact.workspace_id", "=", ctx.workspace.id)
    .where((eb) =>
      eb.exists(
        eb
          .selectFrom("contact_tag")
          .select("contact_tag.tag_id")
          .where("contact_tag.workspace_id", "=", ctx.workspace.id)
          .whereRef("contact_tag.contact_id", "=", "contact.id")
          .where((live) => live.or([live("expires_at", "is", null), live("expires_at", ">", ctx.now)]))
          .$if(without.length > 0, (query) => query.where("contact_tag.tag_id", "not in", [...without])),
      ),
    )
    .executeTakeFirstOrThrow();
  return { total, untagged: total - tagged };
}

function entries(ctx: Context, from: number, to: number, without: readonly number[]) {
  return ctx.db
    .selectFrom("tag_event")
    .where("workspace_id", "=", ctx.workspace.id)
    .where("at", ">=", from)
    .where("at", "<", to)
    .where("kind", "in", telling)
    .$if(without.length > 0, (query) => query.where("tag_id", "not in", [...without]));
}

function batched(ctx: Context, from: number, to: number, without: readonly number[]) {
  return ctx.db
    .selectFrom("tag_batch")
    .where("workspace_id", "=", ctx.workspace.id)
    .where("at", ">=", from)
    .where("at", "<", to)
    .$if(without.length > 0, (query) => query.where("tag_id", "not in", [...without]));
}

function collect(rows: readonly { key: number; kind: number; n: number }[]): Map<number, Counted> {
  const found = new Map<number, Counted>();
  for (const { key, kind, n } of rows) {
    const { added, removed } = found.get(key) ?? { added: 0, removed: 0 };
    found.set(
      key,
      kind === eventKinds.added ? { added: added + n, removed } : { added, removed: removed + n },
    );
  }
  return found;
}
