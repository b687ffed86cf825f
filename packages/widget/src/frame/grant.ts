import type { FrameGrant } from "@tagdeck/core/embed/session";
import { problemError, refusal } from "../sessions.ts";
import { isRecord } from "./host.ts";

/** Where a frame keeps what its member opened: in this tab, through the frame's reloads. */
export function createGrantStore(workspace: string, storage: () => Storage) {
  const key = (site: string) => `tagdeck-frame ${workspace} ${site}`;
  // A browser that lets third parties store nothing throws, and then each load begins with signing in.
  const attempt = <T>(work: (store: Storage) => T): T | null => {
    try {
      return work(storage());
    } catch {
      return null;
    }
  };
  return {
    get(site: string): string | null {
      const kept = attempt((store): unknown => JSON.parse(store.getItem(key(site)) ?? "null"));
      if (!isRecord(kept) || Date.parse(String(kept["expiresAt"])) <= Date.now()) return null;
      return String(kept["grant"]);
    },
    keep: (site: string, grant: FrameGrant) =>
      attempt((store) => store.setItem(key(site), JSON.stringify(grant))),
    forget: (site: string) => attempt((store) => store.removeItem(key(site))),
  };
}

export type GrantStore = ReturnType<typeof createGrantStore>;

/** Takes up what the member opened; the code is good once. */
export async function claimGrant(workspace: string, origin: string, code: string): Promise<FrameGrant> {
  const response = await fetch("/embed/grant", {
    method: "POST",
    credentials: "omit",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ workspace, origin, code }),
  });
  const body: unknown = await response.json().catch(() => null);
  if (!response.ok) throw problemError(refusal(response, body));
  return body as FrameGrant; // safe because this is the endpoint's contract; anything else fails the status
}
