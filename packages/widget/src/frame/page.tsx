import { effect } from "../signals.ts";
import { I18nContext } from "@tagdeck/ui/i18n";
import { render } from "preact";
import type { PanelEventName, TagdeckPanelElement } from "../host-api.ts";
import { panelI18n } from "../i18n.ts";
import { createPanelElement } from "../panel-element.tsx";
import { type FrameAddress, readAddress, readSetting } from "./address.ts";
import { connectChatwoot } from "./chatwoot.ts";
import "./frame.css";
import { connectGeneric } from "./generic.ts";
import { createGrantStore } from "./grant.ts";
import type { ConnectHost, Frame, Host } from "./host.ts";
import { createFrameModel } from "./model.ts";
import { FrameStates } from "./states.tsx";
import { connectZendesk } from "./zendesk.ts";

/** What the host is told; `before-add` cannot be answered from another page in time, so it stays here. */
const told: Record<Exclude<PanelEventName, "before-add">, true> = {
  ready: true,
  "tag-added": true,
  "tag-removed": true,
  "tag-created": true,
  change: true,
  error: true,
  "auth-expired": true,
};

// Front's SDK is as heavy as a third of the panel, and makes its channel when it is loaded.
async function connectorOf({ host }: FrameAddress): Promise<ConnectHost> {
  if (host === "front") return (await import("./front.ts")).connectFront;
  return host === "chatwoot" ? connectChatwoot : host === "zendesk" ? connectZendesk : connectGeneric;
}

customElements.define("tagdeck-panel", createPanelElement(location.origin));
void start(document.createElement("div"), document.createElement("div"));

async function start(panelPlace: HTMLElement, statePlace: HTMLElement): Promise<void> {
  const address = readAddress(location.search);
  const setting = readSetting(document);
  const page = document.getElementById("page");
  page?.replaceChildren(panelPlace, statePlace);

  const looks = () => ({
    locale: frame.shown.value.locale ?? address.locale ?? navigator.language,
    theme: frame.shown.value.theme ?? address.theme,
  });
  const grants = createGrantStore(setting.workspace ?? "", () => sessionStorage);
  const frame = createFrameModel({ view: window, setting, address, grants, looks });

  const panel = document.createElement("tagdeck-panel") as TagdeckPanelElement; // safe because it was defined above
  Object.assign(panel, { workspace: setting.workspace, getToken: frame.token });
  panel.addEventListener("tagdeck-auth-expired", () => frame.refused());

  effect(() => {
    const { locale, theme } = looks();
    const { contacts = [], shortcut = true } = frame.shown.value;
    document.documentElement.lang = panelI18n(locale).locale;
    document.documentElement.dataset["theme"] = theme;
    const contact = contacts.length > 1 ? contacts : (contacts[0] ?? null);
    Object.assign(panel, { locale, theme, shortcut, contact });
  });
  effect(() => {
    const shows = frame.state.value.kind === "panel";
    panelPlace.hidden = !shows;
    if (shows) panelPlace.append(panel);
    else panel.remove();
    const i18n = panelI18n(looks().locale);
    render(
      <I18nContext.Provider value={i18n}>
        <FrameStates frame={frame} i18n={i18n} />
      </I18nContext.Provider>,
      statePlace,
    );
  });
  // Any other trouble is shown in a host, which is told how high it is.
  if (setting.workspace === null || window.parent === window) return;

  const connected: Frame = {
    window,
    origins: setting.origins,
    address,
    show: (shown) => frame.show(shown),
    refresh: () => void panel.refresh(),
    focus: () => panel.focus(),
    connected: (site, getToken) => frame.connected(site, getToken),
  };
  const host = (await connectorOf(address))(connected);
  if (host.openUrl) frame.opensBy(host.openUrl);
  tell(host, panel, page);
}

function tell(host: Host, panel: HTMLElement, page: HTMLElement | null): void {
  for (const name of Object.keys(told)) {
    panel.addEventListener(`tagdeck-${name}`, (event) => {
      if (event instanceof CustomEvent) host.tell?.(name, event.detail);
    });
  }
  if (!host.resize || !page) return;
  new ResizeObserver(() => host.resize?.(Math.ceil(page.getBoundingClientRect().height))).observe(page);
}
