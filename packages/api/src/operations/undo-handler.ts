import type { OperationKind } from "@tagdeck/core/operations/kinds";
import type { UndoneOperation } from "@tagdeck/core/operations/undone";
import type { Context } from "../context.ts";
import type { ContactRow } from "../db/schema.ts";
import type { OperationRow } from "./store.ts";

/**
 * What an operation does to a tag as a whole. `look`: its colour; `life`: whether it is there; `rows`: all its
 * assignments; `rule`: when they run out. What is done contact by contact is none of these: its undo leaves alone what changed since.
 */
export type Aspect = "look" | "life" | "rows" | "rule";

/** What is there again, as far as it is about this kind; `contacts` as their rows. */
export type TakenBack = Partial<Omit<UndoneOperation, "contacts">>;

export type UndoOptions = {
  /** For a tag whose own name was taken meanwhile. */
  name: string | undefined;
};

/** How a kind of operation is taken back. */
export type UndoHandler = {
  readonly kind: OperationKind;
  /** What it changes. A later operation that does keeps an earlier one that needs it from being undone. */
  readonly changes: readonly Aspect[];
  /** What its undo has to find as the operation left it. */
  readonly needs: readonly Aspect[];
  /** Whether it can be undone while its job goes on, which is cancelled then; if not, undo is refused. */
  readonly whileRunning?: boolean;

  /**
   * Locks what its undo is about, contacts first, then tags, and answers the contacts.
   *
   * @throws DomainError `operation_not_found` when the caller may not see what it is about
   */
  lock(ctx: Context, operation: OperationRow): Promise<readonly ContactRow[]>;

  /**
   * Takes it back. Who may and when was decided before.
   *
   * @throws DomainError `undo_superseded` when there is nothing left to take back
   */
  takeBack(ctx: Context, operation: OperationRow, options: UndoOptions): Promise<TakenBack>;
};
