import { vi } from "vitest";
import type { GetToken, PanelEventName, PanelHandle, PanelOptions } from "../host-api.ts";

type Mounted = {
  place: Element;
  /** What it was mounted with and told since. */
  options: Record<string, unknown>;
  updates: Record<string, unknown>[];
  destroyed: number;
  calls: string[];
  getToken(): GetToken;
  becomeReady(): void;
  /** Dispatches as the element does; false when it was prevented. */
  dispatch(name: PanelEventName, detail?: object): boolean;
};

type Queued = [args: [Element, PanelOptions], resolve: (handle: PanelHandle) => void];
type Page = { Tagdeck?: { mount: unknown; q?: Queued[] } };
const page = () => globalThis as Page; // safe because nothing else uses the name

/** Stands for the panel's script: what was mounted, and the moment it comes. */
export function fakeTagdeck() {
  const panels: Mounted[] = [];

  function mount(place: Element, options: PanelOptions): PanelHandle {
    const element = document.createElement("fake-panel");
    let becomeReady: () => void = () => {};
    const mounted: Mounted = {
      place,
      options: { ...options },
      updates: [],
      destroyed: 0,
      calls: [],
      getToken: () => mounted.options["getToken"] as GetToken, // safe because the tests that ask have given one
      becomeReady: () => becomeReady(),
      dispatch(name, detail = {}) {
        const init = { bubbles: true, composed: true, cancelable: name === "before-add", detail };
        return element.dispatchEvent(new CustomEvent(`tagdeck-${name}`, init));
      },
    };
    panels.push(mounted);
    place.append(element);
    return {
      ready: new Promise((resolve) => (becomeReady = resolve)),
      update(change) {
        mounted.updates.push({ ...change });
        Object.assign(mounted.options, change);
      },
      refresh: async () => void mounted.calls.push("refresh"),
      focus: () => void mounted.calls.push("focus"),
      destroy() {
        mounted.destroyed += 1;
        element.remove();
      },
      on: vi.fn(),
      off: vi.fn(),
    };
  }

  return {
    panels,
    /** The panels that were not taken away. */
    live: () => panels.filter(({ destroyed }) => destroyed === 0),
    /** The script has come: it works off the queue and takes its place. */
    load() {
      const queued = page().Tagdeck?.q ?? [];
      page().Tagdeck = { mount };
      for (const [args, resolve] of queued) resolve(mount(...args));
    },
    queue: () => page().Tagdeck?.q ?? null,
    /** Takes everything back: no global, no script, no panel. */
    leave() {
      delete page().Tagdeck;
      for (const script of document.querySelectorAll("script")) script.remove();
      document.body.replaceChildren();
    },
  };
}

export type FakeTagdeck = ReturnType<typeof fakeTagdeck>;
