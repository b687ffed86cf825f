import type { Contact } from "@tagdeck/core/contacts/contact";
import type { Problem } from "@tagdeck/ui/problem";
import type { PanelEventName, PanelEvents } from "./host-api.ts";

/** What the toast says; the words are the view's. */
export type Notice =
  | {
      kind: "added" | "removed" | "created";
      name: string;
      /** For how many contacts; 0 when only one is on screen. */
      count: number;
      /** How many had no room for it. */
      full: number;
      undo: () => Promise<void>;
    }
  | { kind: "full"; full: number }
  | { kind: "saved"; undo: () => Promise<void> }
  | { kind: "undone"; leftAlone: number }
  | { kind: "copied" }
  | {
      kind: "failed";
      problem: Problem;
      /** The tag whose change is lost. */
      name?: string;
      /** Sends the change once more; where that may help. */
      again?: () => Promise<void>;
      /** Set when they are not on screen any more. */
      of?: readonly Contact[];
    };

/** `contacts` only when they are not all that are on screen. */
type Detail<Name extends PanelEventName> = Omit<PanelEvents[Name], "v" | "contact" | "contacts"> & {
  contacts?: readonly string[];
};

/** Dispatches on the element; false when a listener prevented it. */
export type Emit = <Name extends PanelEventName>(name: Name, detail: Detail<Name>) => boolean;

const authCodes = new Set<string>([
  "unauthenticated",
  "session_expired",
  "token_invalid",
  "token_expired",
  "token_replayed",
]);
const lastingCodes = new Set<string>([
  "forbidden",
  "origin_not_allowed",
  "workspace_not_found",
  "invalid_input",
]);

/** The host's token or our session was refused, twice. */
export const isAuthProblem = ({ code }: Problem): boolean => authCodes.has(code);

/** Passes by itself: the same call may succeed later. */
export const isPassing = ({ code }: Problem): boolean =>
  code === "offline" || code === "internal" || code === "rate_limited";

export const isRetryable = ({ code }: Problem): boolean => !lastingCodes.has(code);
