import type { FrameSetting } from "@tagdeck/core/embed/session";

export const hostKinds = ["generic", "chatwoot", "front", "zendesk"] as const;
export type HostKind = (typeof hostKinds)[number];

const themes = ["auto", "light", "dark"] as const;
export type Theme = (typeof themes)[number];
export const readTheme = (value: unknown): Theme | undefined => themes.find((theme) => theme === value);

/** What the address of the frame says. */
export type FrameAddress = {
  host: HostKind;
  locale: string | null;
  theme: Theme;
  /** Whether contacts go by the id of one's own that the host keeps, where it has one. */
  ownIds: boolean;
  /** Zendesk's own additions. */
  origin: string | null;
  appGuid: string | null;
};

export function readAddress(search: string): FrameAddress {
  const query = new URLSearchParams(search);
  return {
    host: hostKinds.find((kind) => kind === query.get("host")) ?? "generic",
    locale: query.get("locale"),
    theme: readTheme(query.get("theme")) ?? "auto",
    ownIds: query.get("ids") === "own",
    origin: query.get("origin"),
    appGuid: query.get("app_guid"),
  };
}

/** What the server has put into the page. */
export function readSetting(page: Document): FrameSetting {
  const text = page.getElementById("setting")?.textContent ?? "null";
  // safe because only our server writes the page
  const setting = JSON.parse(text) as FrameSetting | null;
  return setting ?? { workspace: null, origins: [], grant: null, problem: null };
}

/**
 * The site that the frame is in, before it has said anything: as the browser says, or the only one that may. Null
 * where neither is known. The page's policy lets no other site show it.
 */
export function parentSite(origins: readonly string[], view: Window): string | null {
  const { ancestorOrigins } = view.location;
  const { referrer } = view.document;
  const said = ancestorOrigins?.[0] ?? (URL.canParse(referrer) ? new URL(referrer).origin : null);
  if (said !== null && origins.includes(said)) return said;
  return origins.length === 1 ? (origins[0] ?? null) : null;
}
