import type { ContactListItem } from "@tagdeck/core/contacts/contact";
import { DomainError } from "@tagdeck/core/errors";
import type { CountOnDay, ListOnDay } from "@tagdeck/core/history/inputs";
import { dayBounds } from "@tagdeck/core/workspaces/clock";
import * as contacts from "../contacts/store.ts";
import { viewList } from "../contacts/view.ts";
import { authorize, type Context } from "../context.ts";
import { decodeCursor, encodeCursor } from "../paging.ts";
import type { HeavyRead } from "../reads/heavy-read.ts";
import * as log from "../tags/log.ts";
import * as tags from "../tags/store.ts";
import * as onDay from "./on-day-store.ts";

type Asked = { tagId: number; at: number };
type AskedList = Asked & { before: number; limit: number };

/** How many contacts had a tag when a day ended; of a day that has not ended, how many have it now. */
export async function countOnDay(ctx: Context, input: CountOnDay): Promise<{ count: number }> {
  const at = await instantOf(ctx, input);
  if (at === null) return { count: 0 };
  return { count: await ctx.readHeavy(countAt, { tagId: input.tagId, at }) };
}

/** Those contacts, the newest first, as they are now. */
export async function listOnDay(
  ctx: Context,
  input: ListOnDay,
): Promise<{ items: ContactListItem[]; nextCursor: string | null }> {
  const { tagId, limit, cursor } = input;
  const at = await instantOf(ctx, input);
  const before = cursor ? decodeCursor(cursor, [0] as const)[0] : Number.MAX_SAFE_INTEGER;
  if (at === null) return { items: [], nextCursor: null };
  const ids = await ctx.readHeavy(listAt, { tagId, at, before, limit: limit + 1 });
  const found = await contacts.findMany(
    ctx,
    ids.slice(0, limit).map((id) => ({ id })),
  );
  const last = ids[limit - 1];
  return {
    items: await viewList(
      ctx,
      found.sort((a, b) => b.id - a.id),
    ),
    nextCursor: ids.length > limit && last !== undefined ? encodeCursor([last]) : null,
  };
}

export const countAt: HeavyRead<Asked, number> = {
  name: "history.countAt",
  run: (ctx, { tagId, at }) => onDay.count(ctx, tagId, at),
};

export const listAt: HeavyRead<AskedList, number[]> = {
  name: "history.listAt",
  run: (ctx, { tagId, at, before, limit }) => onDay.list(ctx, tagId, at, { before, limit }),
};

/** The day's last instant (epoch ms), or this one when it is not over; null = nobody had the tag, it was deleted. */
async function instantOf(ctx: Context, { tagId, day }: CountOnDay): Promise<number | null> {
  authorize(ctx, "contacts.read");
  // A panel may be limited to some contacts.
  if (ctx.principal.kind === "panel") throw new DomainError("forbidden", { permission: "contacts.read" });
  if (!(await tags.vocabulary(ctx)).has(tagId)) throw new DomainError("tag_not_found", { id: tagId });
  const at = Math.min(dayBounds(day, ctx.workspace.timeZone).to - 1, ctx.now);
  return (await log.wasDeleted(ctx, tagId, at)) ? null : at;
}
