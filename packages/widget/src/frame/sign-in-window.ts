import { isRecord } from "./host.ts";
import { randomName } from "./random-name.ts";

type SignInPage = { workspace: string; site: string; locale: string; theme: string };

/** What the window tells the frame that opened it. */
export type SignedIn = { tagdeck: 1; type: "signed-in"; nonce: string; code: string };

const readSignedIn = (data: unknown, nonce: string): string | null =>
  isRecord(data) && data["tagdeck"] === 1 && data["type"] === "signed-in" && data["nonce"] === nonce
    ? String(data["code"])
    : null;

export type SignInWindow = {
  /** The page, for hosts that open no window: there it shows a code to copy. */
  url: string;
  opened: boolean;
  stop(): void;
};

/** Opens the page on which a member signs in, and waits for the code that it hands over. */
export function openSignIn(view: Window, page: SignInPage, onCode: (code: string) => void): SignInWindow {
  const nonce = randomName();
  const { workspace, site, locale, theme } = page;
  const query = new URLSearchParams({ workspace, host: site, locale, theme });
  const url = new URL(`/embed/sign-in?${query}`, view.location.origin);
  const plain = url.href;
  url.searchParams.set("nonce", nonce);
  // Null in a sandbox, and where the host's own page cuts windows off from their openers.
  const popup = view.open(url.href, "tagdeck-sign-in", "popup,width=440,height=640");
  const life = new AbortController();
  view.addEventListener(
    "message",
    ({ source, origin, data }) => {
      if (popup === null || source !== popup || origin !== view.location.origin) return;
      const code = readSignedIn(data, nonce);
      if (code === null) return;
      life.abort();
      onCode(code);
    },
    life,
  );
  return { url: plain, opened: popup !== null, stop: () => life.abort() };
}
