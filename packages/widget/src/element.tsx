import { mount } from "./mount.ts";
import { createPanelElement } from "./panel-element.tsx";

type QueuedCall = [args: Parameters<typeof mount>, resolve: (handle: ReturnType<typeof mount>) => void];

declare global {
  interface Window {
    /** Before the script has loaded, `q` holds the calls made so far. */
    Tagdeck?: { mount: typeof mount; q?: QueuedCall[] };
  }
}

const script = document.currentScript;
const home = script instanceof HTMLScriptElement && script.src ? new URL(script.src).origin : location.origin;

// A page may load the script twice.
if (!customElements.get("tagdeck-panel")) {
  customElements.define("tagdeck-panel", createPanelElement(home));
  const queued = window.Tagdeck?.q ?? [];
  window.Tagdeck = { mount };
  for (const [args, resolve] of queued) resolve(mount(...args));
}
