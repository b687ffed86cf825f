import type { HistoryEntry } from "@tagdeck/core/contacts/contact";
import type { ContactHistory } from "@tagdeck/core/contacts/inputs";
import { hadAt, newestFirst } from "@tagdeck/core/history/entries";
import { authorize, type Context } from "../context.ts";
import { type EntryFilter, filterOf, passesTag } from "../history/filter.ts";
import * as spans from "../history/spans.ts";
import * as history from "../history/store.ts";
import { openView } from "../history/view.ts";
import { decodeCursor, encodeCursor } from "../paging.ts";
import * as log from "../tags/log.ts";
import { resolveContact } from "./scope.ts";

/**
 * What happened to a contact's tags, newest first: its own entries, and what became of a tag that it had at that
 * time, as its deletion, which is recorded once for all contacts.
 */
export async function contactHistory(
  ctx: Context,
  input: ContactHistory,
): Promise<{ items: HistoryEntry[]; nextCursor: string | null }> {
  authorize(ctx, "contacts.read");
  const { row } = await resolveContact(ctx, input.contact);
  if (!row) return { items: [], nextCursor: null };

  const before = input.cursor
    ? decodeCursor(input.cursor, [0, 0] as const)
    : ([Number.MAX_SAFE_INTEGER, Number.MAX_SAFE_INTEGER] as const);
  const size = input.limit + 1;
  const filter = { ...filterOf(ctx, input), tagId: input.tagId };
  const own = await history.ofContact(ctx, row.id, { before, limit: size }, filter);
  const forAll = await seenForAll(ctx, row.id, before, filter);
  const merged = [...own, ...forAll].sort(newestFirst).slice(0, size);
  const shown = merged.slice(0, input.limit);

  const undone = await history.undone(ctx, row.id);
  const view = await openView(
    ctx,
    shown.map((entry) => entry.actor_id),
  );
  const last = shown.at(-1);
  return {
    items: shown.map((entry) =>
      "source" in entry ? view.entry(entry, undone.has(entry.seq)) : view.forAll(entry),
    ),
    nextCursor: merged.length > shown.length && last ? encodeCursor([last.at, last.seq]) : null,
  };
}

/** What became of tags for all contacts while this one had them. */
async function seenForAll(
  ctx: Context,
  contactId: number,
  before: readonly [number, number],
  filter: EntryFilter,
) {
  const had = await spans.ofContact(ctx, contactId);
  const found = await log.findForAll(ctx, [...had.keys()], before);
  return found.filter((entry) => {
    const of = had.get(entry.tag_id);
    return of && hadAt(of.spans, of.gaps, entry.at) && passesTag(entry, filter);
  });
}
