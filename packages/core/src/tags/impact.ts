import type { Tag } from "./tag.ts";

/** What a wide change of tags would touch: exact, whatever the lists show. */
export type TagImpact = {
  /** How many of the tags are there. */
  tags: number;
  /** How often they have been given: a contact with two of them counts twice. */
  expectedCount: number;
  /** The few that most contacts have. */
  largest: Tag[];
};
