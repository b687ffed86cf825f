import type { ActorKind } from "../contacts/contact.ts";

/** One line of a tag's own history. */
export type TagHistoryEntry = {
  seq: number;
  kind:
    | "created"
    | "changed"
    | "deleted"
    | "restored"
    | "archived"
    | "unarchived"
    | "merged"
    | "unmerged"
    | "absorbed"
    | "released";
  /** ISO 8601, UTC. */
  at: string;
  actor: { kind: ActorKind; name: string; isYou: boolean };
  /** Of "changed": what it was and what it became; a validity in days, empty = permanent. */
  changes: Partial<
    Record<"name" | "color" | "description" | "alias" | "validity", { from: string; to: string }>
  >;
  /** Of "created" and "restored": the name it had then. */
  name: string | null;
  /** Of "deleted": how many contacts it was taken from. */
  contactCount: number | null;
  /** Of a merge or its undo: the other tags, as they were called. */
  others: string[];
  /** True when several tags were changed in one operation. */
  wide: boolean;
};
