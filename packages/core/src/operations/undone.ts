import type { Contact } from "../contacts/contact.ts";
import type { Tag } from "../tags/tag.ts";

/** What is there again after a wide change was taken back. */
export type UndoneOperation = {
  /** The tag whose delete was undone. */
  tag: Tag | null;
  /** The contacts whose tags were changed back. */
  contacts: Contact[];
  /** The tags that were changed back, of a change of several. */
  tagIds: number[];
  /** Tags that stay deleted because another tag has the name; each can be restored under another one. */
  blocked: { id: number; name: string }[];
  /** Changes that stay, because the tag, or the contact's, was changed again since. */
  leftAlone: number;
};
