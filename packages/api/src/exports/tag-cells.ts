import type { TagExportColumn } from "@tagdeck/core/exports/tag-columns";
import { joinNames } from "@tagdeck/core/tags/name-list";
import { type Context, iso } from "../context.ts";
import type { Word } from "../tags/vocabulary.ts";
import * as usage from "./tag-store.ts";
import type { Cell } from "./csv.ts";

/** What a row of an exported list of tags is made of. */
export type TagFacts = {
  word: Word;
  /** Null = not counted yet. */
  contacts: number | null;
  aliases: readonly string[];
  /** Epoch ms. */
  lastUsed: number | null;
};

/** What stands in each column. */
export const tagCells: Record<TagExportColumn, (tag: TagFacts) => Cell> = {
  id: ({ word }) => word.id,
  name: ({ word }) => word.name,
  contacts: ({ contacts }) => contacts,
  created: ({ word }) => iso(word.createdAt),
  updated: ({ word }) => iso(word.updatedAt),
  kind: ({ word }) => word.kind,
  validity: ({ word }) => word.validityDays,
  color: ({ word }) => word.color,
  description: ({ word }) => word.description,
  aliases: ({ aliases }) => joinNames(aliases),
  lastUsed: ({ lastUsed }) => time(lastUsed),
  archived: ({ word }) => time(word.archivedAt),
};

function time(epochMs: number | null): Cell {
  return epochMs === null ? null : iso(epochMs);
}

/** What the columns need to know of these tags beside what is in memory. */
export async function tagFacts(
  ctx: Context,
  words: readonly Word[],
  contacts: (id: number) => number | null,
  columns: ReadonlySet<TagExportColumn>,
): Promise<TagFacts[]> {
  const ids = words.map(({ id }) => id);
  const aliases = columns.has("aliases") ? await usage.aliases(ctx, ids) : new Map<number, string[]>();
  const lastUsed = columns.has("lastUsed") ? await usage.lastUsed(ctx, ids) : new Map<number, number>();
  return words.map((word) => ({
    word,
    contacts: contacts(word.id),
    aliases: aliases.get(word.id) ?? [],
    lastUsed: lastUsed.get(word.id) ?? null,
  }));
}
