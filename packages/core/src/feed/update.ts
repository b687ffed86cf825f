import type { Contact } from "../contacts/contact.ts";
import type { Tag } from "../tags/tag.ts";

/** What changed since the cursor before it, as it stands now: applying one twice does no harm. */
export type FeedUpdate = {
  /** True when the client was away too long: fetch everything again. */
  reset: boolean;
  /** Tags that changed or whose count changed. */
  tags: Tag[];
  /** Tags that are gone. */
  removedTagIds: number[];
  /** The contact the subscriber asked about, if it changed. */
  contact: Contact | null;
  /** Those of `follow` that changed. */
  contacts: Contact[];
  /** Ids of all contacts that changed; empty for a subscriber that asked about some. */
  contactIds: number[];
  /** The workspace's name, settings or members changed. */
  workspace: boolean;
  /** A wide change was made, undone, or got on in the background. */
  operations: boolean;
  /** What the subscriber is told of their own work changed. */
  notifications: boolean;
};
