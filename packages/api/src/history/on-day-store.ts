import { eventKinds } from "../assignments/kinds.ts";
import type { Context } from "../context.ts";

// Who had a tag at an instant (epoch ms): whose assignment stands and had begun, and whose was closed later. Nobody
// whose removal before it was taken back after it: that assignment says it had stood all along.

/** How many contacts had the tag. */
export async function count(ctx: Context, tagId: number, at: number): Promise<number> {
  const open = await standing(ctx, tagId, at)
    .where("contact_tag.contact_id", "not in", off(ctx, tagId, at))
    .select((eb) => eb.fn.countAll<number>().as("n"))
    .executeTakeFirstOrThrow();
  const closed = await closedLater(ctx, tagId, at)
    .where(({ not, exists, ref }) =>
      not(
        exists(
          standing(ctx, tagId, at)
            .where("contact_tag.contact_id", "=", ref("tag_event.contact_id"))
            .select("contact_tag.tag_id"),
        ),
      ),
    )
    .where("tag_event.contact_id", "not in", off(ctx, tagId, at))
    .select((eb) => eb.fn.count<number>("tag_event.contact_id").distinct().as("n"))
    .executeTakeFirstOrThrow();
  return open.n + closed.n;
}

/** Those contacts, the newest first, from before an id. */
export async function list(
  ctx: Context,
  tagId: number,
  at: number,
  { before, limit }: { before: number; limit: number },
): Promise<number[]> {
  const open = await standing(ctx, tagId, at)
    .where("contact_tag.contact_id", "<", before)
    .where("contact_tag.contact_id", "not in", off(ctx, tagId, at))
    .select("contact_tag.contact_id as id")
    .orderBy("contact_tag.contact_id", "desc")
    .limit(limit)
    .execute();
  const closed = await closedLater(ctx, tagId, at)
    .where("tag_event.contact_id", "<", before)
    .where("tag_event.contact_id", "not in", off(ctx, tagId, at))
    .select("tag_event.contact_id as id")
    .distinct()
    .orderBy("tag_event.contact_id", "desc")
    .limit(limit)
    .execute();
  return [...new Set([...open, ...closed].map(({ id }) => id))].sort((a, b) => b - a).slice(0, limit);
}

function standing(ctx: Context, tagId: number, at: number) {
  return ctx.db
    .selectFrom("contact_tag")
    .where("contact_tag.workspace_id", "=", ctx.workspace.id)
    .where("contact_tag.tag_id", "=", tagId)
    .where("contact_tag.first_at", "<=", at)
    .where((eb) => eb.or([eb("contact_tag.expires_at", "is", null), eb("contact_tag.expires_at", ">", at)]));
}

function closedLater(ctx: Context, tagId: number, at: number) {
  return ctx.db
    .selectFrom("tag_event")
    .where("tag_event.workspace_id", "=", ctx.workspace.id)
    .where("tag_event.tag_id", "=", tagId)
    .where("tag_event.at", ">", at)
    .where("tag_event.kind", "in", [eventKinds.removed, eventKinds.expired, eventKinds.merged])
    .where("tag_event.prior_first_at", "<=", at)
    .where((eb) =>
      eb.or([eb("tag_event.prior_expires_at", "is", null), eb("tag_event.prior_expires_at", ">", at)]),
    );
}

/** Whose tag was off at that instant, and whose removal was taken back since. */
function off(ctx: Context, tagId: number, at: number) {
  return ctx.db
    .selectFrom("tag_event as back")
    .innerJoin("tag_event as gone", (join) =>
      join
        .onRef("gone.workspace_id", "=", "back.workspace_id")
        .onRef("gone.contact_id", "=", "back.contact_id")
        .onRef("gone.seq", "=", "back.undoes"),
    )
    .where("back.workspace_id", "=", ctx.workspace.id)
    .where("back.tag_id", "=", tagId)
    .where("back.at", ">", at)
    .where("back.kind", "=", eventKinds.added)
    .where("back.undoes", "is not", null)
    .where("gone.at", "<=", at)
    .select("back.contact_id");
}
