import type { ContactTag } from "../tags/tag.ts";

/** A contact with its tags, newest first. Times are ISO 8601, UTC. */
export type Contact = {
  /** null = known only from a signed token so far; stored with its first tag. */
  id: number | null;
  externalId: string;
  name: string | null;
  email: string | null;
  phone: string | null;
  channel: string | null;
  attributes: Record<string, string>;
  tags: ContactTag[];
  createdAt: string | null;
  updatedAt: string | null;
};

export type ContactListItem = {
  id: number;
  externalId: string;
  name: string | null;
  email: string | null;
  phone: string | null;
  channel: string | null;
  tags: ContactTag[];
  createdAt: string;
};

/** How many contacts there are; not exact where counting on would take long: then there are more. */
export type ContactCount = { count: number; exact: boolean };

/** What went with an erased contact. */
export type ErasedContact = { id: number; tags: number; events: number };

export type HistoryKind =
  | "added"
  | "refreshed"
  | "removed"
  | "expired"
  | "extended"
  | "made_permanent"
  | "back_to_rule"
  | "tag_deleted"
  | "tag_restored"
  | "tag_archived"
  | "tag_unarchived"
  | "tag_merged"
  | "tag_unmerged";

/** One line of a contact's history: what happened to one of its tags, when, by whom and from where. */
export type HistoryEntry = {
  /** Order of recording; what undo refers to. */
  seq: number;
  kind: HistoryKind;
  /** When it happened: ISO 8601, UTC. */
  at: string;
  tag: { id: number; name: string; color: string; deleted: boolean };
  actor: { kind: ActorKind; name: string; isYou: boolean };
  source: TagSource;
  /** What the bulk change was called that did it, as a file is; null = it was none, or has no name. */
  origin: string | null;
  /** Until when the contact has the tag, by this entry: the first instant at which it is gone; null = it says nothing of it. */
  until: string | null;
  /** True for an entry that took another one back. */
  undo: boolean;
  /** True when a later entry took this one back. */
  undone: boolean;
};

export type ActorKind = "member" | "panel" | "key" | "system";
export type TagSource =
  | "agent"
  | "admin"
  | "import"
  | "api"
  | "link"
  | "keyword"
  | "button"
  | "segment"
  | "system";

/** What to call a contact when only some of its fields are known. */
export function displayName(contact: {
  name: string | null;
  email: string | null;
  externalId: string;
}): string {
  return contact.name ?? contact.email ?? contact.externalId;
}
