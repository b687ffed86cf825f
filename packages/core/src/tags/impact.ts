import type { Tag } from "./tag.ts";

/** What refers to tags. */
export type ReferenceKind = "contacts";

/** What a change of when tags run out would touch, exactly. */
export type RuleImpact = {
  /** How many tags it is about. */
  tags: number;
  /** How often they have been given. */
  expectedCount: number;
  /** How many assignments would be over at once. */
  goAtOnce: number;
};

/** What a wide change of tags would touch: exact, whatever the lists show. */
export type TagImpact = {
  /** How many of the tags are there. */
  tags: number;
  /** How often anything refers to one of them: a contact with two of them counts twice. */
  expectedCount: number;
  /** The same by kind. */
  references: { kind: ReferenceKind; count: number }[];
  /** The few that most contacts have. */
  largest: Tag[];
};
