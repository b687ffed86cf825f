import type { ActorKind } from "../contacts/contact.ts";

/** One line of the audit log. It holds no personal data of contacts. */
export type ActivityEntry = {
  id: number;
  /** ISO 8601, UTC. */
  at: string;
  actor: { kind: ActorKind; name: string; isYou: boolean };
  /** `slice.verb`; a newer server may send one that its reader does not know. */
  action: string;
  /** The name of what it was about, as far as it is known; null = it has none, or it is not to be named. */
  about: string | null;
  changes: ActivityChange[];
  /** Numbers and words beside: how many contacts, which role, by what means. */
  facts: Readonly<Record<string, string | number | boolean>>;
};

type Value = string | number | boolean;

/** What was changed: a field of a tag, the role of a member, a setting of the workspace. */
export type ActivityChange = { what: string; from: Value; to: Value };

/** Someone whose changes can be looked for. */
export type ActivityPerson = { id: number; kind: ActorKind; name: string };
