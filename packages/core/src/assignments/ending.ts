import type { ContactListItem } from "../contacts/contact.ts";
import type { ContactTag } from "../tags/tag.ts";

/** A contact's tag that runs out soon. */
export type EndingTag = {
  contact: Pick<ContactListItem, "id" | "externalId" | "name" | "email">;
  tag: ContactTag;
};

/** How many contacts lose a tag at an instant (ISO 8601, UTC), the first one at which it is gone. */
export type EndingCount = { expiresAt: string; count: number };
