import type { TagSource } from "@tagdeck/core/contacts/contact";

// As they are stored.
export const eventKinds = {
  added: 1,
  refreshed: 2,
  removed: 3,
  expired: 4,
  extended: 5,
  made_permanent: 6,
  back_to_rule: 7,
  merged: 9,
} as const;
export type EventKind = keyof typeof eventKinds;

export const sources: Record<TagSource, number> = {
  agent: 1,
  admin: 2,
  import: 3,
  api: 4,
  link: 5,
  keyword: 6,
  button: 7,
  segment: 8,
  system: 9,
};

export function kindName(kind: number): EventKind {
  const found = Object.entries(eventKinds).find(([, value]) => value === kind);
  // safe because the entries' keys are the record's own
  return (found?.[0] ?? "added") as EventKind;
}

export function sourceName(source: number): TagSource {
  const found = Object.entries(sources).find(([, value]) => value === source);
  // safe because the entries' keys are the record's own
  return (found?.[0] ?? "system") as TagSource;
}
