import { readTheme } from "./address.ts";
import { isRecord, type Shown } from "./host.ts";

/** The messages between the frame and a host of its own kind; `docs/embedding.md` lists them. */
export type Hello = { tagdeck: 1; type: "hello"; nonce: string };
/** From a host that may have missed the hello. */
export type Call = { tagdeck: 1; type: "call" };
export type Connect = { tagdeck: 1; type: "connect"; nonce: string; signs: boolean } & Update;

/** What the host says is on screen; what is not named stays. */
export type Update = {
  contact?: string | readonly string[] | null;
  locale?: string;
  theme?: "auto" | "light" | "dark";
  shortcut?: boolean;
};

export type HostMessage =
  | ({ type: "update" } & Update)
  | { type: "token"; id: number; token?: string; error?: string }
  | { type: "refresh" }
  | { type: "focus" };

export type FrameMessage =
  | { type: "ready" }
  | { type: "event"; name: string; detail: unknown }
  | { type: "token-request"; id: number; contact: string; contacts: readonly string[] }
  | { type: "resize"; height: number };

const mostContacts = 100;

export type Greeting = { type: "call" } | { type: "connect"; nonce: unknown; signs: boolean; shown: Shown };

/** What a window message of a host says before there is a port; null = it is none of ours. */
export function readGreeting(data: unknown): Greeting | null {
  if (!isRecord(data) || data["tagdeck"] !== 1) return null;
  if (data["type"] === "call") return { type: "call" };
  if (data["type"] !== "connect") return null;
  return { type: "connect", nonce: data["nonce"], signs: data["signs"] === true, shown: readShown(data) };
}

type Heard =
  | { type: "update"; shown: Shown }
  | { type: "token"; id: number; token: string | null }
  | { type: "refresh" | "focus" };

/** What a message on the port says; null = nothing that this version knows. */
export function readHostMessage(data: unknown): Heard | null {
  if (!isRecord(data)) return null;
  switch (data["type"]) {
    case "update":
      return { type: "update", shown: readShown(data) };
    case "token": {
      const { id, token } = data;
      return typeof id === "number"
        ? { type: "token", id, token: typeof token === "string" ? token : null }
        : null;
    }
    case "refresh":
    case "focus":
      return { type: data["type"] };
    default:
      return null;
  }
}

function readShown(data: Readonly<Record<string, unknown>>): Shown {
  const contacts = readContacts(data["contact"]);
  const theme = readTheme(data["theme"]);
  const { locale, shortcut } = data;
  return {
    ...(contacts && { contacts }),
    ...(typeof locale === "string" && { locale }),
    ...(theme && { theme }),
    ...(typeof shortcut === "boolean" && { shortcut }),
  };
}

function readContacts(value: unknown): readonly string[] | undefined {
  if (value === null) return [];
  const list: unknown[] = Array.isArray(value) ? value : [value];
  const ids = list.filter((id) => typeof id === "string" && id !== "").map(String);
  return ids.length === list.length && ids.length <= mostContacts ? ids : undefined;
}
