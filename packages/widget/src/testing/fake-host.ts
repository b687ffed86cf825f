import type { Frame, Shown } from "../frame/host.ts";
import { readAddress } from "../frame/address.ts";
import type { GetToken } from "../host-api.ts";

export const site = "https://desk.example.com";

type Posted = { data: unknown; origin: string };

/** A window in a frame of a site, with what it posts to its parent and what its adapter makes of the answers. */
export function aFrame(search = "", origins: readonly string[] = [site]) {
  const posted: Posted[] = [];
  const shown: Shown[] = [];
  const called: string[] = [];
  const connected: { site: string; getToken: GetToken | undefined }[] = [];
  const parent = { postMessage: (data: unknown, origin: string) => void posted.push({ data, origin }) };
  const view = Object.assign(new EventTarget(), {
    parent,
    location: { ancestorOrigins: undefined, origin: "https://tags.example.com" },
    document: { referrer: "" },
    closed: false,
  });
  const frame: Frame = {
    window: view as unknown as Window, // safe because adapters use nothing else of it
    origins,
    address: readAddress(search),
    show: (next) => void shown.push(next),
    refresh: () => void called.push("refresh"),
    focus: () => void called.push("focus"),
    connected: (at, getToken) => void connected.push({ site: at, getToken }),
  };
  /** A message as the browser would deliver it; from the parent at the site unless told otherwise. */
  function deliver(
    data: unknown,
    from: { source?: unknown; origin?: string; ports?: readonly MessagePort[] } = {},
  ) {
    const { source = parent, origin = site, ports = [] } = from;
    view.dispatchEvent(Object.assign(new Event("message"), { data, source, origin, ports }));
  }
  return { frame, view, posted, shown, called, connected, deliver };
}
