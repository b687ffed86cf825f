import type { Contact } from "../contacts/contact.ts";
import type { Tag } from "../tags/tag.ts";

/** What is there again after a wide change was taken back. */
export type UndoneOperation = {
  /** The tag whose delete was undone. */
  tag: Tag | null;
  /** The contacts whose tags were changed back. */
  contacts: Contact[];
  /** Changes that stay, because the contact's tag was changed again since. */
  leftAlone: number;
};
