import type { ContactCount } from "@tagdeck/core/contacts/contact";
import type { Context } from "../context.ts";

/** So many contacts of a group are looked at. */
export const readMax = 50_000;

/** How many contacts have more than one of these tags now; not exact where those of all but the largest are too many. */
export async function count(
  ctx: Context,
  { largest, others }: { largest: number; others: readonly number[] },
): Promise<ContactCount> {
  // A subquery for each contact, as PostgreSQL would read a whole tag if it were joined.
  const rows = ctx.db
    .selectFrom("contact_tag as one")
    .select((eb) => [
      "one.contact_id",
      eb
        .selectFrom("contact_tag as other")
        .select("other.contact_id")
        .where("other.workspace_id", "=", ctx.workspace.id)
        .where("other.tag_id", "in", [largest, ...others])
        .whereRef("other.contact_id", "=", "one.contact_id")
        .whereRef("other.tag_id", "!=", "one.tag_id")
        .where((is) => is.or([is("other.expires_at", "is", null), is("other.expires_at", ">", ctx.now)]))
        .limit(1)
        .as("shared"),
    ])
    .where("one.workspace_id", "=", ctx.workspace.id)
    .where("one.tag_id", "in", [...others])
    .where((is) => is.or([is("one.expires_at", "is", null), is("one.expires_at", ">", ctx.now)]))
    .limit(readMax);
  const row = await ctx.db
    .selectFrom(rows.as("read"))
    .select((eb) => [
      eb.fn.countAll<number>().as("read"),
      // Those without another tag have null, which is not counted.
      eb.fn.count<number>("read.shared").distinct().as("n"),
    ])
    .executeTakeFirstOrThrow();
  return { count: row.n, exact: row.read < readMax };
}
