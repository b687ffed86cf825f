import type { Context } from "../context.ts";
import type { Word } from "../tags/vocabulary.ts";
import { slot } from "./holdings.ts";

/** Contacts of merged tags that are alike: as their holdings together are, and as the survivor has them. */
export type Alike = {
  n: number;
  /** Whether one of their holdings is by the rule, and then within which slot it was given last. */
  byRule: number;
  slotAt: number;
  /** The latest expiry set by hand (epoch ms); 0 = none. */
  custom: number;
  never: number;
  /** Whether one of them has no end, and under which expiry the survivor counts them; null = it does not. */
  endless: number;
  before: number | null;
};

/** All contacts of the merged tags, counted by what becomes of them: one pass, in which the database groups. */
export async function countAlike(
  ctx: Context,
  sources: readonly number[],
  target: Pick<Word, "id" | "validityDays">,
): Promise<Alike[]> {
  const { id: workspace } = ctx.workspace;
  const alive = ctx.db
    .selectFrom("contact_tag")
    .where("workspace_id", "=", workspace)
    .where("tag_id", "in", [...sources])
    .where((eb) => eb.or([eb("expires_at", "is", null), eb("expires_at", ">", ctx.now)]));
  const [only, ...others] = sources;
  // Grouping by contact takes long, and one tag has each contact once.
  const merged =
    only !== undefined && others.length === 0
      ? alive.select((eb) => [
          "contact_id",
          "last_at",
          eb.case().when("expiry", "=", 0).then(1).else(0).end().as("by_rule"),
          eb.case().when("expiry", "=", 1).then(eb.ref("expires_at")).else(0).end().as("custom"),
          eb.case().when("expiry", "=", 2).then(1).else(0).end().as("never"),
          eb.case().when("expires_at", "is", null).then(1).else(0).end().as("endless"),
        ])
      : alive
          .select((eb) => [
            "contact_id",
            eb.fn.max("last_at").as("last_at"),
            eb.fn.max(eb.case().when("expiry", "=", 0).then(1).else(0).end()).as("by_rule"),
            eb.fn.max(eb.case().when("expiry", "=", 1).then(eb.ref("expires_at")).else(0).end()).as("custom"),
            eb.fn.max(eb.case().when("expiry", "=", 2).then(1).else(0).end()).as("never"),
            eb.fn.max(eb.case().when("expires_at", "is", null).then(1).else(0).end()).as("endless"),
          ])
          .groupBy("contact_id");
  const together = ctx.db
    .selectFrom(merged.as("s"))
    .leftJoin("contact_tag as own", (join) =>
      join
        .on("own.workspace_id", "=", workspace)
        .on("own.tag_id", "=", target.id)
        .onRef("own.contact_id", "=", "s.contact_id")
        .on((eb) => eb.or([eb("own.expires_at", "is", null), eb("own.expires_at", ">", ctx.now)])),
    )
    .select((eb) => {
      const has = eb("own.contact_id", "is not", null);
      const last = eb
        .case()
        .when(eb.and([has, eb("own.last_at", ">", eb.ref("s.last_at"))]))
        .then(eb.ref("own.last_at"))
        .else(eb.ref("s.last_at"))
        .end();
      const byRule = eb.or([eb("s.by_rule", "=", 1), eb("own.expiry", "=", 0)]);
      return [
        eb.case().when(byRule).then(1).else(0).end().as("byRule"),
        // Without a validity it does not matter when it was given.
        target.validityDays === null
          ? eb.lit(0).as("slotAt")
          : eb
              .case()
              .when(byRule)
              .then(eb(last, "/", slot))
              .else(0)
              .end()
              .$castTo<number>()
              .as("slotAt"),
        eb
          .case()
          .when(eb.and([eb("own.expiry", "=", 1), eb("own.expires_at", ">", eb.ref("s.custom"))]))
          .then(eb.ref("own.expires_at"))
          .else(eb.ref("s.custom"))
          .end()
          .$castTo<number>()
          .as("custom"),
        eb
          .case()
          .when(eb.or([eb("s.never", "=", 1), eb("own.expiry", "=", 2)]))
          .then(1)
          .else(0)
          .end()
          .as("never"),
        "s.endless as endless",
        eb
          .case()
          .when(has)
          .then(eb.fn.coalesce("own.expires_at", eb.lit(0)))
          .else(null)
          .end()
          .as("before"),
      ];
    });
  return ctx.db
    .selectFrom(together.as("t"))
    .select((eb) => [
      "byRule",
      "slotAt",
      "custom",
      "never",
      "endless",
      "before",
      eb.fn.countAll<number>().as("n"),
    ])
    .groupBy(["byRule", "slotAt", "custom", "never", "endless", "before"])
    .execute();
}

/** How many assignments of these tags are stored under which expiry. */
export async function storedCounts(ctx: Context, tagIds: readonly number[]): Promise<Map<string, number>> {
  const rows = await ctx.db
    .selectFrom("tag_count_live")
    .select(["tag_id", "expires_at", (eb) => eb.fn.sum<number>("n").as("n")])
    .where("workspace_id", "=", ctx.workspace.id)
    .where("tag_id", "in", [...tagIds])
    .groupBy(["tag_id", "expires_at"])
    .execute();
  return new Map(rows.filter(({ n }) => n !== 0).map((row) => [`${row.tag_id} ${row.expires_at}`, row.n]));
}
