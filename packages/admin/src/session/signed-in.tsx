import { useQuery } from "@tanstack/preact-query";
import type { ComponentChildren } from "preact";
import { useRef } from "preact/hooks";
import { Redirect, useLocation, useSearch } from "wouter-preact";
import { LoadError } from "../controls/states.tsx";
import { useSession } from "./context.ts";
import { signInPath, type Session } from "./model.ts";

/** Shows its content to who is signed in; everybody else signs in first and comes back to this address. */
export function SignedIn({ children }: { children: (session: Session) => ComponentChildren }) {
  const session = useSession();
  const [path] = useLocation();
  const search = useSearch();
  const known = useQuery(session.query);
  const wasSignedIn = useRef(false);

  if (known.isPending) return <div class="splash" aria-busy="true" />;
  if (known.data === undefined) {
    return (
      <main class="page">
        <LoadError alone error={known.error} onRetry={() => void known.refetch()} />
      </main>
    );
  }
  if (known.data === null) {
    const from = search === "" ? path : `${path}?${search}`;
    return <Redirect to={signInPath(from, wasSignedIn.current)} replace />;
  }
  wasSignedIn.current = true;
  return <>{children(known.data)}</>;
}
