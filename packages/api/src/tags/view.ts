import type { Tag } from "@tagdeck/core/tags/tag";
import { type Context, iso } from "../context.ts";
import type { TagRow } from "../db/schema.ts";
import { listCounts } from "./list-counts.ts";
import * as tags from "./store.ts";
import { type Word, wordOf } from "./vocabulary.ts";

export function viewWord(word: Word, contactCount: number | null): Tag {
  return {
    id: word.id,
    name: word.name,
    color: word.color,
    description: word.description,
    kind: word.kind,
    validityDays: word.validityDays,
    contactCount,
    createdAt: iso(word.createdAt),
    updatedAt: iso(word.updatedAt),
    archivedAt: word.archivedAt === null ? null : iso(word.archivedAt),
    ...(word.groupId !== null && { groupId: word.groupId }),
    ...(word.aliases.length > 0 && { aliases: word.aliases.map(({ name }) => name) }),
  };
}

export async function viewWords(ctx: Context, words: readonly Word[]): Promise<Tag[]> {
  const counts = await listCounts(
    ctx,
    words.map(({ id }) => id),
  );
  return words.map((word) => viewWord(word, counts.of(word.id)));
}

export async function viewRow(ctx: Context, row: TagRow): Promise<Tag> {
  const counts = await listCounts(ctx, [row.id]);
  const aliases = (await tags.vocabulary(ctx)).get(row.id)?.aliases;
  return viewWord(wordOf(row, aliases), counts.of(row.id));
}
