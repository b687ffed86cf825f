import { DomainError } from "@tagdeck/core/errors";
import { type Caller, resolvePanel } from "../auth/principal.ts";
import type { Kernel } from "../context.ts";

/** Who listens to one stream: first who calls, then the other panel sessions of the same page. */
export type Listeners = readonly [Caller, ...Caller[]];

/** Names further panel sessions, separated by spaces; `session` 1 is its first. */
const header = "x-tagdeck-sessions";
const mostNamed = 19;

/**
 * Finds out who listens: all of one workspace, and each as it would be if it listened alone.
 *
 * @throws DomainError as `resolveCaller`; `workspace_not_found` for a session of another workspace. Details:
 * `session`, which of them it is
 */
export async function resolveListeners(
  kernel: Kernel,
  caller: () => Promise<Caller>,
  headers: Headers,
): Promise<Listeners> {
  const first = await forSession(0, caller);
  const tokens = (headers.get(header) ?? "").split(" ").filter((token) => token !== "");
  if (tokens.length > mostNamed) throw new DomainError("invalid_input", { session: mostNamed + 1 });
  const others = tokens.map((token, i) =>
    forSession(i + 1, async () => {
      if (!/^[\w-]{20,200}$/.test(token)) throw new DomainError("unauthenticated");
      const other = await resolvePanel(kernel, token, headers.get("origin"));
      if (other.workspaceId !== first.workspaceId) throw new DomainError("workspace_not_found");
      return other;
    }),
  );
  return [first, ...(await Promise.all(others))];
}

/** Says in an error of this work which of a stream's sessions it is about. */
export async function forSession<T>(session: number, work: () => Promise<T>): Promise<T> {
  return work().catch((error: unknown) => {
    throw error instanceof DomainError ? new DomainError(error.code, { ...error.details, session }) : error;
  });
}
