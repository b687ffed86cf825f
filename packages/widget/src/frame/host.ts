import type { GetToken } from "../host-api.ts";
import type { FrameAddress, Theme } from "./address.ts";

/** What the frame shows; what is not named stays as it is. */
export type Shown = {
  contacts?: readonly string[];
  locale?: string;
  theme?: Theme;
  shortcut?: boolean;
};

/** What an adapter may do with the frame. Nothing that a host says of people is ever taken from it. */
export type Frame = {
  window: Window;
  origins: readonly string[];
  address: FrameAddress;
  show(shown: Shown): void;
  refresh(): void;
  focus(): void;
  /** The host has answered from this site; `getToken` where its server signs who the agent is. */
  connected(site: string, getToken?: GetToken): void;
};

/** What the frame may tell its host. */
export type Host = {
  /** The panel's height, in px. */
  resize?(height: number): void;
  tell?(name: string, detail: unknown): void;
  /** Opens a page in a window, for hosts whose frames may not. */
  openUrl?(url: string): void;
};

export type ConnectHost = (frame: Frame) => Host;

export const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null;

/** The id that a host gave, as the external id of a contact: under the host's name, so that hosts' numbers never meet. */
export function externalId(host: string, id: unknown): readonly string[] {
  const text = typeof id === "number" || typeof id === "string" ? String(id).trim() : "";
  return text === "" ? [] : [host === "" ? text : `${host}:${text}`];
}
