import type { HistoryEntry } from "@tagdeck/core/contacts/contact";
import * as actors from "../actors/store.ts";
import { kindName, sourceName } from "../assignments/kinds.ts";
import { type Context, iso } from "../context.ts";
import type { ForAllKind } from "../tags/log.ts";
import * as tags from "../tags/store.ts";
import type { Entry } from "./store.ts";
import type { BatchLine } from "./tag-store.ts";

type ForAll = { tag_id: number; at: number; seq: number; kind: ForAllKind; actor_id: number };

function shownKind(stored: number): HistoryEntry["kind"] {
  const kind = kindName(stored);
  return kind === "merged" ? "tag_merged" : kind;
}

/** Shows entries of history, with whose they are: all of `actorIds`. */
export async function openView(ctx: Context, actorIds: readonly number[]) {
  const people = await actors.byId(ctx, actorIds);
  const me = await actors.find(ctx);
  const words = await tags.vocabulary(ctx);

  function common({ tag_id, seq, at, actor_id }: Pick<Entry, "tag_id" | "seq" | "at" | "actor_id">) {
    const word = words.get(tag_id);
    return {
      seq,
      at: iso(at),
      tag: {
        id: tag_id,
        name: word?.name ?? "",
        color: word?.color ?? "#64748b",
        deleted: word?.deleted ?? true,
      },
      actor: actor(actor_id),
    };
  }

  function actor(id: number): HistoryEntry["actor"] {
    const found = people.get(id);
    return {
      kind: actors.kindOf(found?.kind),
      name: found?.name ?? "",
      isYou: me !== null && id === me,
    };
  }

  return {
    entry: (entry: Entry, undone: boolean): HistoryEntry => ({
      ...common(entry),
      kind: shownKind(entry.kind),
      source: sourceName(entry.source),
      origin: entry.batch?.name || null,
      until: entry.expires_at === null ? null : iso(entry.expires_at),
      undo: entry.undoes !== null,
      undone,
    }),
    batch: ({ seq, at, actorId, source, name }: BatchLine): Omit<HistoryEntry, "tag"> => ({
      seq,
      kind: "added",
      at: iso(at),
      actor: actor(actorId),
      source: sourceName(source),
      origin: name || null,
      until: null,
      undo: false,
      undone: false,
    }),
    forAll: (entry: ForAll): HistoryEntry => ({
      ...common(entry),
      kind: `tag_${entry.kind}`,
      source: "admin",
      origin: null,
      until: null,
      undo: false,
      undone: false,
    }),
  };
}
