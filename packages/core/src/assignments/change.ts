import type { Contact } from "../contacts/contact.ts";

/** `refreshed` = the contact had the tag, and its time begins anew. */
export type ChangeKind = "added" | "refreshed" | "removed" | ExpiryChangeKind;
export type ExpiryChangeKind = "extended" | "made_permanent" | "back_to_rule" | "expired";

export type AppliedChange = {
  /** Its history entry; what undo refers to. */
  seq: number;
  kind: ChangeKind;
  tagId: number;
};

/** The contact after a change, and what really changed: nothing when it was so already. */
export type ChangeResult = { contact: Contact; changes: AppliedChange[] };

/** What a change of several contacts did. */
export type ManyChangeResult = {
  /** What `operations.undo` takes back; null = nothing changed. */
  operationId: number | null;
  /** All that were asked for, as they are now, each once and in the order asked. */
  contacts: Contact[];
  /** What really changed; `contact` is an external id. */
  changes: { contact: string; kind: ChangeKind; tagId: number }[];
  /** Contacts that would have had too many tags: nothing of them was changed. */
  skipped: { contact: string; code: "contact_tags_full"; max: number }[];
};
