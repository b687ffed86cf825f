import type { Tag } from "@tagdeck/core/tags/tag";
import { type Context, iso } from "../context.ts";
import * as tags from "./store.ts";
import type { TagRow } from "../db/schema.ts";
import { type Word, wordOf } from "./vocabulary.ts";

export function viewWord(word: Word, contactCount: number): Tag {
  return {
    id: word.id,
    name: word.name,
    color: word.color,
    description: word.description,
    contactCount,
    createdAt: iso(word.createdAt),
    updatedAt: iso(word.updatedAt),
  };
}

export async function viewWords(ctx: Context, words: readonly Word[]): Promise<Tag[]> {
  const counts = await tags.counts(
    ctx,
    words.map(({ id }) => id),
  );
  return words.map((word) => viewWord(word, counts.get(word.id) ?? 0));
}

export async function viewRow(ctx: Context, row: TagRow): Promise<Tag> {
  const counts = await tags.counts(ctx, [row.id]);
  return viewWord(wordOf(row), counts.get(row.id) ?? 0);
}
