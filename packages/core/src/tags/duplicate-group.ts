import type { ContactCount } from "../contacts/contact.ts";
import type { DuplicateReason } from "./duplicate-reasons.ts";
import type { Tag } from "./tag.ts";

/** Tags whose names look like one. Their counts are exact. */
export type DuplicateGroup = {
  tags: Tag[];
  reason: DuplicateReason;
  score: number;
  /** Contacts that have more than one of them; null = not asked for. */
  shared: ContactCount | null;
};

/** Two tags of which somebody has said that they are not one. */
export type IgnoredPair = { tags: [Tag, Tag]; by: string; at: string };
