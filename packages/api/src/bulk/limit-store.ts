import * as assignments from "../assignments/store.ts";
import type { Context } from "../context.ts";
import * as tags from "../tags/store.ts";

/** Which of these contacts would have more live tags than they may, once they are changed. */
export async function findFull(
  ctx: Context,
  ids: readonly number[],
  { add, remove, max }: { add: readonly number[]; remove: readonly number[]; max: number },
): Promise<number[]> {
  if (add.length === 0 || ids.length === 0) return [];
  const given = ctx.dialect.rows(
    ["id"],
    ids.map((id) => [id]),
  );
  // By what is stored, which is never less than what counts: few have so many.
  const many = await ctx.db
    .selectFrom(given)
    .innerJoin("contact_tag", (join) =>
      join
        .on("contact_tag.workspace_id", "=", ctx.workspace.id)
        .onRef("contact_tag.contact_id", "=", "given.id"),
    )
    .groupBy("given.id")
    .having((eb) => eb.fn.countAll<number>(), ">", max - add.length)
    .select("given.id")
    .execute();
  if (many.length === 0) return [];
  const words = await tags.vocabulary(ctx);
  const rows = await assignments.ofContacts(
    ctx,
    many.map(({ id }) => id),
  );
  const tagsOf = Map.groupBy(
    rows.filter((row) => words.get(row.tag_id)?.deleted === false),
    (row) => row.contact_id,
  );
  return many.flatMap(({ id }) => {
    const has = new Set((tagsOf.get(id) ?? []).map((row) => row.tag_id));
    const gets = add.filter((tagId) => !has.has(tagId)).length;
    const loses = remove.filter((tagId) => has.has(tagId)).length;
    return gets > 0 && has.size + gets - loses > max ? id : [];
  });
}
