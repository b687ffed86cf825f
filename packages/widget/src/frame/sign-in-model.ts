import { signal } from "../signals.ts";
import type { ErrorCode } from "@tagdeck/core/errors";
import type { Role } from "@tagdeck/core/members/roles";
import { toProblem, type Problem } from "@tagdeck/ui/problem";
import { problemError, refusal } from "../sessions.ts";
import { createWire } from "../wire.ts";
import type { SignedIn } from "./sign-in-window.ts";

/** What the address of the sign-in page says. */
export type SignInAddress = { workspace: string; site: string; nonce: string | null; locale: string | null };

export function readSignInAddress(search: string): SignInAddress {
  const query = new URLSearchParams(search);
  return {
    workspace: query.get("workspace") ?? "",
    site: query.get("host") ?? "",
    nonce: query.get("nonce"),
    locale: query.get("locale"),
  };
}

type Person = { name: string; email: string };
type Membership = { name: string; role: Role };
type Session = { user: Person; workspaces: (Membership & { slug: string })[] };

export type SignInState =
  | { kind: "loading" | "form" | "second-step" | "done" }
  | { kind: "stranger"; person: Person }
  | { kind: "confirm"; person: Person; workspace: Membership }
  | { kind: "code"; code: string };

/** The page on which a member opens the panel in a frame: signing in, seeing where, and handing over a code. */
export function createSignInModel(view: Window, { workspace, site, nonce }: SignInAddress) {
  const state = signal<SignInState>({ kind: "loading" });
  const busy = signal(false);
  const problem = signal<Problem | null>(null);
  const wire = createWire("", (input, init) => {
    const headers = new Headers(init?.headers);
    headers.set("x-tagdeck-workspace", workspace);
    return fetch(input, { ...init, headers });
  });

  /** One thing at a time; what goes wrong is shown. */
  async function attempt(work: () => Promise<void>): Promise<void> {
    if (busy.peek()) return;
    busy.value = true;
    problem.value = null;
    await work().catch((error: unknown) => (problem.value = toProblem(error)));
    busy.value = false;
  }

  async function session(): Promise<Session> {
    const response = await fetch("/trpc/session.get");
    const { result, error }: { result?: { data: Session }; error?: unknown } = await response.json();
    if (result) return result.data;
    throw problemError(refusal(response, error));
  }

  async function look(): Promise<void> {
    try {
      const { user, workspaces } = await session();
      const here = workspaces.find(({ slug }) => slug === workspace);
      state.value = here
        ? { kind: "confirm", person: user, workspace: here }
        : { kind: "stranger", person: user };
    } catch (error) {
      if (toProblem(error).code !== "unauthenticated") throw error;
      state.value = { kind: "form" };
    }
  }

  async function post(path: string, body: object, refused: ErrorCode = "password_wrong"): Promise<unknown> {
    const response = await fetch(`/auth/${path}`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(body),
    });
    const answer: unknown = await response.json().catch(() => null);
    if (response.ok) return answer;
    throw response.status === 401
      ? problemError({ code: refused, details: {} })
      : problemError(refusal(response, answer));
  }

  function handOver(code: string): void {
    // safe because the opener is a window, whatever page it shows
    const opener = view.opener as Window | null;
    if (!opener || nonce === null) {
      state.value = { kind: "code", code };
      return;
    }
    const message: SignedIn = { tagdeck: 1, type: "signed-in", nonce, code };
    // Only a page of our own gets it, whoever else may have opened this one.
    opener.postMessage(message, view.location.origin);
    state.value = { kind: "done" };
    view.close();
  }

  return {
    site,
    workspace,
    state,
    busy,
    problem,
    begin: () => attempt(look),
    signIn: (email: string, password: string) =>
      attempt(async () => {
        const answer = await post("sign-in/email", { email, password });
        if (answer !== null && typeof answer === "object" && "twoFactorRedirect" in answer) {
          state.value = { kind: "second-step" };
        } else await look();
      }),
    /** Six digits are the app's; anything else is a backup code. */
    verify: (code: string) =>
      attempt(async () => {
        const digits = code.replaceAll(" ", "");
        const path = /^\d{6}$/.test(digits) ? "verify-totp" : "verify-backup-code";
        await post(
          `two-factor/${path}`,
          { code: path === "verify-totp" ? digits : code.trim() },
          "code_wrong",
        );
        await look();
      }),
    startOver: () => attempt(async () => void (state.value = { kind: "form" })),
    signOut: () =>
      attempt(async () => {
        await post("sign-out", {});
        state.value = { kind: "form" };
      }),
    open: () => attempt(async () => handOver((await wire.post("embed", "openFrame", { origin: site })).code)),
  };
}

export type SignInModel = ReturnType<typeof createSignInModel>;
