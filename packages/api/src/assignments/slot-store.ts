import type { Context } from "../context.ts";
import type { AssignmentRow } from "../db/schema.ts";

type Slotted = AssignmentRow & { slot_group_id: number | null };
type Pair = { contact_id: number; tag_id: number };

/** All that is stored of these contacts, with the places that it holds. */
export async function rowsOf(ctx: Context, contactIds: readonly number[]): Promise<Slotted[]> {
  if (contactIds.length === 0) return [];
  return ctx.db
    .selectFrom("contact_tag")
    .selectAll()
    .where("workspace_id", "=", ctx.workspace.id)
    .where("contact_id", "in", [...contactIds])
    .execute();
}

/** Has assignments hold the place of a group, or none. */
export async function set(ctx: Context, pairs: readonly Pair[], groupId: number | null): Promise<void> {
  for (const [tagId, of] of Map.groupBy(pairs, (row) => row.tag_id)) {
    await ctx.db
      .updateTable("contact_tag")
      .set({ slot_group_id: groupId })
      .where("workspace_id", "=", ctx.workspace.id)
      .where("tag_id", "=", tagId)
      .where(
        "contact_id",
        "in",
        of.map((row) => row.contact_id),
      )
      .execute();
  }
}
