import { mount } from "./mount.ts";
import { createPanelElement } from "./panel-element.tsx";

const script = document.currentScript;
const home = script instanceof HTMLScriptElement && script.src ? new URL(script.src).origin : location.origin;

// A page may load the script twice.
if (!customElements.get("tagdeck-panel")) {
  customElements.define("tagdeck-panel", createPanelElement(home));
  const queued = window.Tagdeck?.q ?? [];
  window.Tagdeck = { mount };
  for (const [args, resolve] of queued) {
    try {
      resolve(mount(...args));
    } catch (error) {
      // What a promise is resolved with may be rejected; the calls after it go on.
      resolve(Promise.reject(error));
    }
  }
}
