/** Tags that belong together. */
export type TagGroup = {
  id: number;
  name: string;
  /** `#rrggbb` */
  color: string;
  /** Whether a contact has at most one of its tags. */
  exclusive: boolean;
  /** How many tags are in it, deleted ones left out. */
  tagCount: number;
};

/** The most groups of a workspace. */
export const groupMax = 200;

/** What putting tags into a group, or allowing one only, would touch. */
export type GroupingPreview = {
  tags: number;
  /** Contacts that have several of the group's tags: each would keep the one that it was given last. */
  expectedCount: number;
};
