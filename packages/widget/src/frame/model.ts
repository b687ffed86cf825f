import { computed, signal } from "../signals.ts";
import type { FrameSetting } from "@tagdeck/core/embed/session";
import { toProblem, type Problem } from "@tagdeck/ui/problem";
import type { GetToken } from "../host-api.ts";
import type { FrameAddress } from "./address.ts";
import { claimGrant, type GrantStore } from "./grant.ts";
import type { Shown } from "./host.ts";
import { openSignIn, type SignInWindow } from "./sign-in-window.ts";

/** Why there is no panel, and nobody in front of the frame can do anything about it there. */
export type Trouble =
  | { kind: "alone" | "workspace" | "zendesk-unsigned" | "zendesk-ended" | "zendesk-site" }
  | { kind: "zendesk-refused"; reason: string }
  | { kind: "silent"; sites: readonly string[] };

export type FrameView =
  | { kind: "panel" }
  | { kind: "waiting" }
  | { kind: "sign-in" }
  | { kind: "trouble"; trouble: Trouble };

type Options = {
  view: Window;
  setting: FrameSetting;
  address: FrameAddress;
  grants: GrantStore;
  looks: () => { locale: string; theme: string };
};

const patienceMs = 10_000;

/** The frame without its DOM: whether the panel can be shown, and by whose word. */
export function createFrameModel({ view, setting, address, grants, looks }: Options) {
  const workspace = setting.workspace ?? "";
  const zendesk = address.host === "zendesk";
  const trouble = signal<Trouble | null>(firstTrouble({ view, setting, address }));
  const site = signal<string | null>(null);
  const hostToken = signal<GetToken | null>(null);
  const grant = signal(setting.grant);
  const shown = signal<Shown>({});
  /** Signing in: the window that was asked for, what is being done, what went wrong. */
  const window = signal<SignInWindow | null>(null);
  const busy = signal(false);
  const problem = signal<Problem | null>(null);
  let openUrl: ((url: string) => void) | undefined;

  const state = computed<FrameView>(() => {
    if (trouble.value) return { kind: "trouble", trouble: trouble.value };
    if (site.value === null) return { kind: "waiting" };
    return hostToken.value || grant.value !== null ? { kind: "panel" } : { kind: "sign-in" };
  });
  const silence = setTimeout(() => {
    if (state.peek().kind === "waiting") trouble.value = { kind: "silent", sites: setting.origins };
  }, patienceMs);

  async function takeUp(code: string): Promise<void> {
    const at = site.peek();
    if (at === null || busy.peek() || code.trim() === "") return;
    busy.value = true;
    problem.value = null;
    try {
      const claimed = await claimGrant(workspace, at, code.trim());
      grants.keep(at, claimed);
      grant.value = claimed.grant;
      window.peek()?.stop();
      window.value = null;
    } catch (error) {
      problem.value = toProblem(error);
    }
    busy.value = false;
  }

  return {
    state,
    site,
    shown,
    window,
    busy,
    problem,
    takeUp,
    show(next: Shown): void {
      shown.value = { ...shown.peek(), ...next };
    },
    connected(at: string, getToken?: GetToken): void {
      clearTimeout(silence);
      if (trouble.peek()?.kind === "silent") trouble.value = null;
      if (site.peek() !== null) return;
      hostToken.value = getToken ?? null;
      if (!zendesk) grant.value = grants.get(at);
      site.value = at;
    },
    /** For hosts whose frames open no windows. */
    opensBy(open: (url: string) => void): void {
      openUrl = open;
    },
    signIn(): void {
      const at = site.peek();
      if (at === null) return;
      window.peek()?.stop();
      problem.value = null;
      const asked = openSignIn(view, { workspace, site: at, ...looks() }, (code) => void takeUp(code));
      window.value = asked;
      if (!asked.opened) openUrl?.(asked.url);
    },
    /** What the panel is given for a session: whose word it is, and at which site it was given. */
    token: (async (request) => {
      const own = hostToken.peek();
      return `${site.peek()} ${own ? await own(request) : grant.peek()}`;
    }) satisfies GetToken,
    /** The panel was refused: what a member or Zendesk opened is over. */
    refused(): void {
      const at = site.peek();
      if (hostToken.peek() || at === null) return;
      grants.forget(at);
      grant.value = null;
      if (zendesk) trouble.value = { kind: "zendesk-ended" };
    },
  };
}

export type FrameModel = ReturnType<typeof createFrameModel>;

function firstTrouble({
  view,
  setting,
  address,
}: Pick<Options, "view" | "setting" | "address">): Trouble | null {
  if (setting.workspace === null) return { kind: "workspace" };
  if (view.parent === view) return { kind: "alone" };
  if (address.host !== "zendesk" || setting.grant !== null) return null;
  const { code, reason } = setting.problem ?? { code: "", reason: null };
  if (code === "") return { kind: "zendesk-unsigned" };
  if (code === "token_expired" || code === "token_replayed") return { kind: "zendesk-ended" };
  if (code === "origin_not_allowed") return { kind: "zendesk-site" };
  return { kind: "zendesk-refused", reason: reason ?? code };
}
