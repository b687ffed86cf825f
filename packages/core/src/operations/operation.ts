import type { ActorKind } from "../contacts/contact.ts";
import type { OperationKind } from "./kinds.ts";

/** A wide change in the list of them. Times are ISO 8601, UTC. */
export type Operation = {
  id: number;
  kind: OperationKind;
  at: string;
  actor: OperationActor;
  /** The first few of the tags it stands on. */
  tags: { id: number; name: string; color: string }[];
  tagCount: number;
  /** How many contacts it changed; null = that is not what it is about. */
  contactCount: number | null;
  /** What goes on in the background, or how it ended; null = all was done at once. */
  progress: OperationProgress | null;
  undo: {
    /**
     * `open` = it can be undone; `blocked` = not before `blockedBy` is; `running` = not before it has ended;
     * `not_yours` = an admin can.
     */
    state: "open" | "blocked" | "running" | "expired" | "undone" | "not_yours";
    until: string;
    blockedBy: BlockingOperation | null;
    undoneAt: string | null;
    undoneBy: string | null;
  };
};

export type OperationActor = { kind: ActorKind; name: string; isYou: boolean };

export type OperationProgress = {
  status: "queued" | "running" | "done" | "failed" | "cancelled";
  done: number;
  total: number | null;
};

/** A later change of the same tag, which has to be undone first. Details of `undo_blocked_by`, too. */
export type BlockingOperation = Pick<Operation, "id" | "kind" | "at" | "actor">;
