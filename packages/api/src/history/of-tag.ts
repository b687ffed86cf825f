import { DomainError } from "@tagdeck/core/errors";
import type { TagEntry } from "@tagdeck/core/history/entry";
import type { TagEntries } from "@tagdeck/core/history/inputs";
import * as contacts from "../contacts/store.ts";
import { authorize, type Context } from "../context.ts";
import type { TagEventRow } from "../db/schema.ts";
import { decodeCursor, encodeCursor } from "../paging.ts";
import type { HeavyRead } from "../reads/heavy-read.ts";
import * as tags from "../tags/store.ts";
import { type EntryFilter, filterOf } from "./filter.ts";
import * as ofTag from "./tag-store.ts";
import { openView } from "./view.ts";

type Found = { line: ofTag.BatchLine; row: null } | { line: null; row: TagEventRow };
type Asked = { tagId: number; before: ofTag.Place; limit: number; filter: EntryFilter };

const newest: ofTag.Place = [Number.MAX_SAFE_INTEGER, ofTag.ofBatch, Number.MAX_SAFE_INTEGER];

/** What happened to a tag's contacts, newest first: to one after the other, and by bulk changes. */
export async function tagEntries(
  ctx: Context,
  input: TagEntries,
): Promise<{ items: TagEntry[]; nextCursor: string | null }> {
  authorize(ctx, "contacts.read");
  // A panel may be limited to some contacts.
  if (ctx.principal.kind === "panel") throw new DomainError("forbidden", { permission: "contacts.read" });
  const { tagId, limit } = input;
  if (!(await tags.vocabulary(ctx)).has(tagId)) throw new DomainError("tag_not_found", { id: tagId });
  const filter = filterOf(ctx, input);
  const before = input.cursor ? decodeCursor(input.cursor, newest) : newest;
  const asked = { tagId, before, limit: limit + 1, filter };
  // What few pass is looked for among many.
  const isRare = filter.kinds ?? filter.sources ?? filter.actorId;
  const found = await (isRare === undefined ? findEntries(ctx, asked) : ctx.readHeavy(entriesOfTag, asked));
  const shown = found.slice(0, limit);
  const last = shown.at(-1);
  return {
    items: await viewEntries(ctx, tagId, shown),
    nextCursor: found.length > limit && last ? encodeCursor(placeOf(last)) : null,
  };
}

export const entriesOfTag: HeavyRead<Asked, Found[]> = { name: "history.ofTag", run: findEntries };

async function findEntries(ctx: Context, { tagId, before, limit, filter }: Asked): Promise<Found[]> {
  const rows = await ofTag.recorded(ctx, tagId, before, limit, filter);
  const lines = await ofTag.batches(ctx, tagId, before, limit, filter);
  const all: Found[] = [
    ...lines.map((line) => ({ line, row: null })),
    ...rows.map((row) => ({ row, line: null })),
  ];
  return all
    .map((found) => ({ found, place: placeOf(found) }))
    .sort(({ place: a }, { place: b }) => b[0] - a[0] || b[1] - a[1] || b[2] - a[2])
    .slice(0, limit)
    .map(({ found }) => found);
}

function placeOf({ row, line }: Found): ofTag.Place {
  return row ? [row.at, row.contact_id, row.seq] : [line.at, ofTag.ofBatch, line.seq];
}

async function viewEntries(ctx: Context, tagId: number, shown: readonly Found[]): Promise<TagEntry[]> {
  const ids = [...new Set(shown.flatMap(({ row }) => row?.contact_id ?? []))];
  const people = new Map(
    (
      await contacts.findMany(
        ctx,
        ids.map((id) => ({ id })),
      )
    ).map((row) => [row.id, row]),
  );
  const undone = await ofTag.undone(ctx, tagId, ids);
  const view = await openView(
    ctx,
    shown.map(({ row, line }) => (row ? row.actor_id : line.actorId)),
  );
  return shown.map(({ row, line }): TagEntry => {
    if (!row) return { ...view.batch(line), contact: null, contactCount: line.n };
    const { tag: _tag, ...entry } = view.entry(
      { ...row, batch: null },
      undone.has(`${row.contact_id} ${row.seq}`),
    );
    const person = people.get(row.contact_id);
    return {
      ...entry,
      contact: person
        ? { id: person.id, name: person.name, email: person.email, externalId: person.external_id }
        : null,
      contactCount: 1,
    };
  });
}
