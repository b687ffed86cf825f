import type { QueryClient } from "@tanstack/preact-query";
import { toProblem } from "@tagdeck/ui/problem";
import { createApi, type Api } from "../api/client.ts";

export type Session = Awaited<ReturnType<Api["session"]["get"]["query"]>>;

const sessionKey = ["session"] as const;

/** Who is signed in; null = nobody. */
function sessionQuery(api: Api) {
  return {
    queryKey: sessionKey,
    staleTime: 5 * 60_000,
    queryFn: async (): Promise<Session | null> => {
      try {
        return await api.session.get.query();
      } catch (error) {
        const { code } = toProblem(error);
        if (code === "unauthenticated" || code === "session_expired") return null;
        throw error;
      }
    },
  };
}

export type SessionModel = ReturnType<typeof createSessionModel>;

export function createSessionModel(queries: QueryClient, publicApi: Api = createApi({ workspace: null })) {
  return {
    api: publicApi,
    query: sessionQuery(publicApi),
    /** Reads anew who is signed in, after a sign-in. */
    async begin(): Promise<Session | null> {
      queries.clear();
      return await queries.fetchQuery({ ...sessionQuery(publicApi), staleTime: 0 });
    },
    /** The server no longer knows the person: sign-in is shown, and leads back here. */
    expire(): void {
      queries.setQueryData<Session | null>(sessionKey, null);
    },
    forget(): void {
      queries.clear();
      queries.setQueryData<Session | null>(sessionKey, null);
    },
  };
}

/** Where to go after sign-in: only a path inside the console. */
export function safeNext(next: string | null): string {
  return next !== null && /^\/(?![/\\])/.test(next) && !next.startsWith("/sign-in") ? next : "/";
}

export function signInPath(from: string, ended = false): string {
  const query = new URLSearchParams();
  if (from !== "/" && from !== "") query.set("next", from);
  if (ended) query.set("ended", "1");
  const text = query.toString();
  return text === "" ? "/sign-in" : `/sign-in?${text}`;
}

/** The workspace to open first: the one last used, if the person is still in it. */
export function homePath(session: Session, last: string | null): string | null {
  const workspace = session.workspaces.find(({ slug }) => slug === last) ?? session.workspaces[0];
  return workspace ? `/${workspace.slug}/tags` : null;
}

/** Where the second step is, and where it leads. */
export function twoFactorPath(next: string): string {
  return next === "/" ? "/two-factor" : `/two-factor?${new URLSearchParams({ next }).toString()}`;
}
