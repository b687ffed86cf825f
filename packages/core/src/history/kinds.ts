const entryKinds = [
  "added",
  "refreshed",
  "removed",
  "expired",
  "extended",
  "made_permanent",
  "back_to_rule",
] as const;

export const tagSources = [
  "agent",
  "admin",
  "import",
  "api",
  "link",
  "keyword",
  "button",
  "segment",
  "system",
] as const;

/** What may be asked for: `tag` is what happened to a tag itself. */
export const filterKinds = [...entryKinds, "tag"] as const;
export type FilterKind = (typeof filterKinds)[number];
