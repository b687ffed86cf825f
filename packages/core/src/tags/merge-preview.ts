import type { Tag } from "./tag.ts";

/** What a merge would make of contacts, beside what it was. All exact. */
export type MergePreview = {
  /** The tags that are merged, then the one that stays; counts are exact whatever lists show. */
  tags: Tag[];
  into: number;
  /** How often what is merged is referred to: the merge is refused when that has grown. */
  expectedCount: number;
  /** How many contacts have the surviving tag afterwards. */
  contactCount: number;
  /** Contacts that have one of the merged tags and the surviving one. */
  shared: number;
  /** Contacts whose tag would run out at once, by the rule of the surviving tag. */
  expireNow: number;
  /** Contacts whose tag stayed and will run out, or ran out and will stay. */
  becomeTemporary: number;
  becomePermanent: number;
  /** Names by which the surviving tag is found afterwards, besides its own. */
  aliases: string[];
};
