import type { PanelSession } from "@tagdeck/core/embed/session";
import { toProblem, type Problem } from "@tagdeck/ui/problem";
import type { GetToken } from "./host-api.ts";

export type Fetch = typeof globalThis.fetch;

export type SessionSource = { baseUrl: string; workspace: string; getToken: GetToken; fetch: Fetch };

const marginMs = 60_000;
const keptSessions = 20;
const patienceMs = 30_000;

export const problemError = (problem: Problem): Error => Object.assign(new Error(problem.code), problem);

/** What an answer that is not a success says; a proxy's 429 has no words of ours. */
export function refusal({ status, headers }: Response, error: unknown): Problem {
  if (status !== 429) return toProblem(error);
  return { code: "rate_limited", details: { seconds: Number(headers.get("retry-after")) } };
}

/** Gives up a call that nobody answers, as if there were no network: what waits behind it goes on. */
export function patient(fetch: Fetch): Fetch {
  return async (input, init) => {
    const late = new AbortController();
    const timer = setTimeout(() => late.abort(problemError({ code: "offline", details: {} })), patienceMs);
    try {
      const signal = AbortSignal.any([late.signal, ...(init?.signal ? [init.signal] : [])]);
      return await fetch(input, { ...init, signal });
    } finally {
      clearTimeout(timer);
    }
  };
}

/** The panel's sessions, one per contact or set of contacts, in memory only. */
export function createSessions({ baseUrl, workspace, getToken, ...source }: SessionSource) {
  const fetch = patient(source.fetch);
  type Entry = { session: Promise<PanelSession>; until: number };
  const entries = new Map<string, Entry>();

  async function exchange(contacts: readonly string[], again = true): Promise<PanelSession> {
    const [contact = ""] = contacts;
    const token = await getToken({ contact, contacts });
    const response = await post(token);
    // safe because this is the endpoint's contract; anything else fails the status
    if (response.ok) return (await response.json()) as PanelSession;
    const problem = refusal(response, await response.json().catch(() => null));
    // A host that caches its tokens may have handed out an old one.
    const stale = problem.code === "token_expired" || problem.code === "token_replayed";
    if (stale && again) return exchange(contacts, false);
    throw problemError(problem);
  }

  async function post(token: string, again = true): Promise<Response> {
    try {
      return await fetch(`${baseUrl}/embed/session`, {
        method: "POST",
        credentials: "omit",
        // Sent as plain text, which a browser may do across origins without asking first.
        body: JSON.stringify({ workspace, token }),
      });
    } catch (error) {
      // Nobody answered, which a refusal does at once.
      if (error instanceof Error && error.name !== "TypeError") throw error;
      // The browser does not say whether there is no server or one that does not know this site. Any site may
      // ask whether it is up, without reading the answer.
      if (!again) throw problemError({ code: "origin_not_allowed", details: {} });
      const up = await fetch(`${baseUrl}/healthz`, { mode: "no-cors", credentials: "omit" }).catch(
        () => null,
      );
      if (!up) throw error;
      return post(token, false);
    }
  }

  /** Forgets a session that was refused; a newer one stays. */
  function drop(contacts: readonly string[], session: Promise<PanelSession>): void {
    const key = JSON.stringify(contacts);
    if (entries.get(key)?.session === session) entries.delete(key);
  }

  return {
    drop,
    get(contacts: readonly string[]): Promise<PanelSession> {
      const key = JSON.stringify(contacts);
      const known = entries.get(key);
      if (known && Date.now() < known.until) return known.session;
      const entry: Entry = { session: exchange(contacts), until: Infinity };
      entries.delete(key);
      entries.set(key, entry);
      for (const oldest of entries.keys()) {
        if (entries.size <= keptSessions) break;
        entries.delete(oldest);
      }
      entry.session.then(
        ({ expiresAt }) => {
          // At least the margin from now: this machine's clock may be ahead of the server's.
          entry.until = Math.max(Date.parse(expiresAt) - marginMs, Date.now() + marginMs);
        },
        () => drop(contacts, entry.session),
      );
      return entry.session;
    },
  };
}

export type Sessions = ReturnType<typeof createSessions>;

/** Asks the host's own endpoint; it answers with the JWT as text or as JSON `{ token }`. */
export function tokenFromEndpoint(endpoint: string | null, fetch: Fetch): GetToken {
  return async ({ contacts }) => {
    if (endpoint === null) throw problemError({ code: "unauthenticated", details: {} });
    const url = new URL(endpoint, document.baseURI);
    for (const contact of contacts) url.searchParams.append("contact", contact);
    const response = await patient(fetch)(url, { credentials: "same-origin" });
    const { ok, status } = response;
    const code = status === 401 || status === 403 ? "unauthenticated" : "internal";
    if (!ok) throw problemError({ code, details: {} });
    const text = (await response.text()).trim();
    if (!text.startsWith("{")) return text;
    const { token }: { token?: unknown } = JSON.parse(text);
    return String(token);
  };
}
