import type { ExpiryKind } from "./expiry.ts";

/** A tag as it is shown. Times are ISO 8601, UTC. */
export type Tag = {
  id: number;
  name: string;
  /** `#rrggbb` */
  color: string;
  description: string;
  kind: TagKind;
  /** Of a temporary tag: how many whole days it stays on a contact. */
  validityDays: number | null;
  /** Contacts that have the tag, now or at the last full hour as the workspace counts; null = not counted yet. */
  contactCount: number | null;
  createdAt: string;
  updatedAt: string;
  archivedAt: string | null;
  /** Absent = it is in none. */
  groupId?: number;
  /** Names by which it is found too; absent = none. */
  aliases?: readonly string[];
};

export const tagKinds = ["permanent", "temporary"] as const;
export type TagKind = (typeof tagKinds)[number];

/** A tag in the admin's list, where deleted ones can be restored. */
export type ListedTag = Tag & {
  /** Null = it is not deleted. */
  deletion: { at: string; by: string; restoreUntil: string } | null;
};

/** A tag as a contact has it. */
export type ContactTag = {
  id: number;
  name: string;
  color: string;
  /** When it was last tagged. */
  taggedAt: string;
  /** The first instant at which it is gone; null = it stays. */
  expiresAt: string | null;
  /** By whose word: the tag's rule, somebody who extended it, or somebody who made it stay. */
  expiry: ExpiryKind;
};
