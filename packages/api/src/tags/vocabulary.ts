import type { TagKind } from "@tagdeck/core/tags/tag";
import type { TagRow } from "../db/schema.ts";

export type Word = {
  id: number;
  name: string;
  key: string;
  color: string;
  description: string;
  kind: TagKind;
  validityDays: number | null;
  deleted: boolean;
  createdAt: number;
  updatedAt: number;
  groupId: number | null;
  /** The same where the group allows one of its tags only. */
  slotGroupId: number | null;
  archivedAt: number | null;
  deletedAt: number | null;
  /** Names by which it is found too. */
  aliases: readonly Alias[];
  /** What it became; the tag itself is deleted then. */
  mergedInto: number | null;
  /** The merge that goes on, or can still be undone. */
  merge: { id: number; target: number; state: "moving" | "moved" | "undoing" } | null;
};
export type Alias = { key: string; name: string };

type Cached = { version: number; words: Map<number, Word> };

/**
 * The workspaces' tags in memory, deleted ones among them, so that no query joins the tag table.
 * It is brought up to date from the version that the request's own transaction sees.
 */
export type Vocabulary = {
  cached(workspaceId: number): Cached | undefined;
  store(workspaceId: number, version: number, words: Map<number, Word>): void;
  forget(workspaceId: number): void;
};

export function createVocabulary(): Vocabulary {
  const byWorkspace = new Map<number, Cached>();
  return {
    cached: (workspaceId) => byWorkspace.get(workspaceId),
    store(workspaceId, version, words) {
      const known = byWorkspace.get(workspaceId);
      if (!known || known.version < version) byWorkspace.set(workspaceId, { version, words });
    },
    forget: (workspaceId) => void byWorkspace.delete(workspaceId),
  };
}

export function wordOf(row: TagRow, aliases: readonly Alias[] = []): Word {
  return {
    id: row.id,
    name: row.name,
    key: row.name_key,
    color: row.color,
    description: row.description,
    kind: row.kind,
    validityDays: row.validity_days,
    deleted: row.deleted_at !== null,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
    groupId: row.group_id,
    slotGroupId: row.slot_group_id,
    archivedAt: row.archived_at,
    deletedAt: row.deleted_at,
    aliases,
    mergedInto: row.merged_into,
    merge:
      row.merge_state === null || row.merge_id === null || row.merge_target === null
        ? null
        : { id: row.merge_id, target: row.merge_target, state: row.merge_state },
  };
}
