import type { Problem } from "@tagdeck/ui/problem";
import type { PanelEventName, PanelEvents } from "./host-api.ts";

/** What the toast says; the words are the view's. */
export type Notice =
  | { kind: "added" | "removed" | "created"; name: string; undo: () => Promise<void> }
  | { kind: "saved"; undo: () => Promise<void> }
  | { kind: "undone" | "copied" }
  /** `contact` is set when it is not the one on screen any more. */
  | { kind: "failed"; problem: Problem; contact: string | null };

type Detail<Name extends PanelEventName> = Omit<PanelEvents[Name], "v" | "contact">;

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
