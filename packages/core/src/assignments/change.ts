import type { Contact } from "../contacts/contact.ts";

export type AppliedChange = {
  /** Its history entry; what undo refers to. */
  seq: number;
  kind: "added" | "removed";
  tagId: number;
};

/** The contact after a change, and what really changed: nothing when it was so already. */
export type ChangeResult = { contact: Contact; changes: AppliedChange[] };
