import type { HistoryEntry } from "@tagdeck/core/contacts/contact";
import type { ContactHistory } from "@tagdeck/core/contacts/inputs";
import * as actors from "../actors/store.ts";
import * as events from "../assignments/events.ts";
import { kindName, sourceName } from "../assignments/kinds.ts";
import { authorize, type Context, iso } from "../context.ts";
import { decodeCursor, encodeCursor } from "../paging.ts";
import * as log from "../tags/log.ts";
import * as tags from "../tags/store.ts";
import { resolveContact } from "./scope.ts";

/**
 * What happened to a contact's tags, newest first: its own entries, and the deletion or restoration of a tag
 * that it had at that time, which is recorded once for all contacts.
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
  const { tagId } = input;
  const own = await events.list(ctx, row.id, { before, limit: size, tagId });
  const deletions = (await deletionsSeen(ctx, row.id, before)).filter(
    (entry) => tagId === undefined || entry.tag_id === tagId,
  );
  const merged = [...own, ...deletions].sort((a, b) => b.at - a.at || b.seq - a.seq).slice(0, size);
  const shown = merged.slice(0, input.limit);

  const undone = await events.undone(ctx, row.id);
  const people = await actors.byId(
    ctx,
    shown.map((entry) => entry.actor_id),
  );
  const me = await actors.find(ctx);
  const words = await tags.vocabulary(ctx);
  const items = shown.map((entry): HistoryEntry => {
    const word = words.get(entry.tag_id);
    const actor = people.get(entry.actor_id);
    const own = "source" in entry;
    return {
      seq: entry.seq,
      kind: own ? kindName(entry.kind) : entry.kind === "deleted" ? "tag_deleted" : "tag_restored",
      at: iso(entry.at),
      tag: {
        id: entry.tag_id,
        name: word?.name ?? "",
        color: word?.color ?? "#64748b",
        deleted: word?.deleted ?? true,
      },
      actor: {
        kind: actors.kindOf(actor?.kind),
        name: actor?.name ?? "",
        isYou: me !== null && entry.actor_id === me,
      },
      source: own ? sourceName(entry.source) : "admin",
      undo: own && entry.undoes !== null,
      undone: undone.has(entry.seq),
    };
  });
  const last = shown.at(-1);
  return {
    items,
    nextCursor: merged.length > shown.length && last ? encodeCursor([last.at, last.seq]) : null,
  };
}

/** Deletions and restorations of tags while the contact had them. */
async function deletionsSeen(ctx: Context, contactId: number, before: readonly [number, number]) {
  const spans = await events.spans(ctx, contactId);
  const found = await log.findDeletions(ctx, [...new Set(spans.map(({ tagId }) => tagId))], before);
  return found.filter((entry) =>
    spans.some(({ tagId, from, to }) => tagId === entry.tag_id && from <= entry.at && entry.at < to),
  );
}
