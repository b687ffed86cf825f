import type { PanelHandle, PanelOptions, TagdeckPanelElement } from "./host-api.ts";

export type {
  GetToken,
  PanelEventName,
  PanelEvents,
  PanelHandle,
  PanelOptions,
  TagdeckPanelElement,
} from "./host-api.ts";

/**
 * Puts a panel into a place of the page. Needs a DOM and the element's script; importing it needs neither.
 *
 * @throws Error when the target is not there
 */
export function mount(target: Element | string, options: PanelOptions): PanelHandle {
  const place = typeof target === "string" ? document.querySelector(target) : target;
  if (!place) throw new Error(`Tagdeck.mount: there is no ${String(target)}`);
  const panel = document.createElement("tagdeck-panel") as TagdeckPanelElement; // safe because the script defines the element before it offers mount

  const update = (change: Partial<PanelOptions>) => {
    for (const [name, value] of Object.entries(change)) {
      if (value !== undefined) Object.assign(panel, { [name]: value });
    }
  };
  update(options);
  place.append(panel);

  return {
    ready: panel.ready,
    update,
    refresh: () => panel.refresh(),
    focus: () => panel.focus(),
    destroy: () => panel.remove(),
    on(name, listener) {
      // safe because the panel dispatches exactly these events under these names
      panel.addEventListener(`tagdeck-${name}`, listener as EventListener);
    },
    off(name, listener) {
      panel.removeEventListener(`tagdeck-${name}`, listener as EventListener); // safe as above
    },
  };
}
