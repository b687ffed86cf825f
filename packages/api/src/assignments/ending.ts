import type { EndingCount, EndingTag } from "@tagdeck/core/assignments/ending";
import type { CountEnding, ListEnding } from "@tagdeck/core/assignments/inputs";
import { DomainError } from "@tagdeck/core/errors";
import { dateAt, startOfDay } from "@tagdeck/core/workspaces/clock";
import * as contacts from "../contacts/store.ts";
import { viewList } from "../contacts/view.ts";
import { authorize, type Context, iso } from "../context.ts";
import { decodeCursor, encodeCursor } from "../paging.ts";
import * as tags from "../tags/store.ts";
import * as ending from "./ending-store.ts";

const day = 86_400_000;
const beyond = Number.MAX_SAFE_INTEGER;
/** How often what is not shown is leapt over for one page. */
const leaps = 100;

/** A part of what there is, in order, and the place to go on from; null = that was all. */
type Part = { found: ending.Place[]; next: ending.Place | null };

/** What runs out soon, the earliest first: of all tags, or of one. */
export async function listEnding(
  ctx: Context,
  input: ListEnding,
): Promise<{ items: EndingTag[]; nextCursor: string | null }> {
  authorize(ctx, "contacts.read");
  // A panel may be limited to some contacts; the list is the console's.
  if (ctx.principal.kind === "panel") throw new DomainError("forbidden", { permission: "contacts.read" });
  const { tagId, limit, cursor } = input;
  const [at, tag, contact] = cursor ? decodeCursor(cursor, [0, 0, 0] as const) : [ctx.now, beyond, beyond];
  const from = { at: Math.max(at, ctx.now), tagId: at < ctx.now ? beyond : tag, contactId: contact };
  const until = endOf(ctx, input.days);
  const { found, next } =
    tagId === undefined
      ? await endingOfAll(ctx, from, until, limit)
      : await endingOf(ctx, await liveTag(ctx, tagId), from, until, limit);
  return {
    items: await view(ctx, found),
    nextCursor: next && encodeCursor([next.at, next.tagId, next.contactId]),
  };
}

/** How many contacts lose a tag soon, by the instant at which they do. */
export async function countEnding(
  ctx: Context,
  { tagId, days }: CountEnding,
): Promise<{ ends: EndingCount[] }> {
  authorize(ctx, "tags.read");
  const ends = await ending.instants(ctx, await liveTag(ctx, tagId), endOf(ctx, days));
  return { ends: ends.map(({ at, n }) => ({ expiresAt: iso(at), count: n })) };
}

/** The first instant (epoch ms) after the day that is so many days after today. */
function endOf({ now, workspace: { timeZone } }: Context, days: number): number {
  return startOfDay(dateAt(now, timeZone) + (days + 1) * day, timeZone);
}

async function liveTag(ctx: Context, tagId: number): Promise<number> {
  const words = await tags.vocabulary(ctx);
  const id = tags.survivorOf(words, tagId);
  if (words.get(id)?.deleted !== false) throw new DomainError("tag_not_found", { id: tagId });
  return id;
}

async function endingOfAll(ctx: Context, from: ending.Place, until: number, limit: number): Promise<Part> {
  const words = await tags.vocabulary(ctx);
  const found: ending.Place[] = [];
  let place = from;
  for (let leap = 0; leap < leaps; leap += 1) {
    const wanted = limit + 1 - found.length;
    const read = await ending.behind(ctx, place, until, wanted);
    // Deleted tags keep their assignments for a while, and merged ones those that have not moved yet.
    const hidden = read.find((one) => words.get(one.tagId)?.deleted !== false);
    found.push(...(hidden ? read.slice(0, read.indexOf(hidden)) : read));
    if (found.length > limit) return { found: found.slice(0, limit), next: found[limit - 1] ?? null };
    if (!hidden) return { found, next: null };
    place = { ...hidden, contactId: beyond };
  }
  return { found, next: place };
}

async function endingOf(
  ctx: Context,
  tagId: number,
  from: ending.Place,
  until: number,
  limit: number,
): Promise<Part> {
  const found: ending.Place[] = [];
  for (const { at } of await ending.instants(ctx, tagId, until)) {
    if (at < from.at) continue;
    const contactId = at === from.at ? from.contactId : 0;
    const ids = await ending.contactsAt(ctx, { at, tagId, contactId }, limit + 1 - found.length);
    found.push(...ids.map((id) => ({ at, tagId, contactId: id })));
    if (found.length > limit) return { found: found.slice(0, limit), next: found[limit - 1] ?? null };
  }
  return { found, next: null };
}

async function view(ctx: Context, places: readonly ending.Place[]): Promise<EndingTag[]> {
  const ids = [...new Set(places.map(({ contactId }) => contactId))];
  const rows = await contacts.findMany(
    ctx,
    ids.map((id) => ({ id })),
  );
  const byId = new Map((await viewList(ctx, rows)).map((contact) => [contact.id, contact]));
  return places.flatMap(({ at, tagId, contactId }) => {
    const contact = byId.get(contactId);
    const tag = contact?.tags.find(({ id, expiresAt }) => id === tagId && expiresAt === iso(at));
    if (!contact || !tag) return [];
    const { id, externalId, name, email } = contact;
    return { contact: { id, externalId, name, email }, tag };
  });
}
