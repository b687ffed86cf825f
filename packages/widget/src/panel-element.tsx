import chipCss from "@tagdeck/ui/tag-chip.css?inline";
import pickerCss from "@tagdeck/ui/tag-picker.css?inline";
import tokensCss from "@tagdeck/ui/tokens.css?inline";
import { render } from "preact";
import { contactList, readContact, whose } from "./contact-list.ts";
import type { GetToken, TagdeckPanelElement } from "./host-api.ts";
import { panelI18n } from "./i18n.ts";
import { createPanelModel, type PanelModel } from "./model.ts";
import panelCss from "./panel.css?inline";
import { tokenFromEndpoint } from "./sessions.ts";
import { isForPanel, markUsed } from "./shortcut.ts";
import { effect, signal } from "./signals.ts";
import { Panel, type Looks } from "./view/panel.tsx";

const attributes = {
  workspace: "workspace",
  contact: "contact",
  locale: "locale",
  theme: "theme",
  tokenEndpoint: "token-endpoint",
  baseUrl: "base-url",
} as const;

let sheet: CSSStyleSheet | undefined;
function panelSheet(): CSSStyleSheet {
  if (!sheet) {
    sheet = new CSSStyleSheet();
    sheet.replaceSync(panelCss + tokensCss + chipCss + pickerCss);
  }
  return sheet;
}

/** `defaultBaseUrl`: where the script came from. */
export function createPanelElement(defaultBaseUrl: string): CustomElementConstructor {
  class TagdeckPanel extends HTMLElement implements TagdeckPanelElement {
    static readonly observedAttributes = [...Object.values(attributes), "shortcut"];

    declare workspace: string | null;
    declare contact: string | readonly string[] | null;
    declare locale: string | null;
    declare theme: string | null;
    declare tokenEndpoint: string | null;
    declare baseUrl: string | null;

    #getToken: GetToken | null = null;
    #tokenSource: unknown = null;
    #model: PanelModel | null = null;
    #stop: (() => void) | null = null;
    #scheduled = false;
    #announced = false;
    #becameReady: () => void = () => {};
    readonly ready = new Promise<void>((resolve) => (this.#becameReady = resolve));
    readonly #looks = signal<Looks>(this.#currentLooks());

    constructor() {
      super();
      this.attachShadow({ mode: "open" }).adoptedStyleSheets = [panelSheet()];
      // Properties that the host set before this class was known lie in front of the accessors.
      for (const name of [...Object.keys(attributes), "shortcut", "getToken"]) {
        if (!Object.hasOwn(this, name)) continue;
        const value: unknown = Reflect.get(this, name);
        Reflect.deleteProperty(this, name);
        Reflect.set(this, name, value);
      }
    }

    connectedCallback(): void {
      this.#schedule();
    }
    disconnectedCallback(): void {
      // Being moved is a removal and an insertion in one task; only one that lasts ends the panel.
      this.#schedule();
    }
    attributeChangedCallback(): void {
      this.#schedule();
    }

    /** Several attributes that change in one task are one change. */
    #schedule(): void {
      if (this.#scheduled) return;
      this.#scheduled = true;
      queueMicrotask(() => {
        this.#scheduled = false;
        if (this.isConnected) this.#show();
        else this.#end();
      });
    }

    #show(): void {
      const model = this.#model ?? this.#begin();
      const looks = this.#currentLooks();
      const { i18n, theme, shortcut } = this.#looks.peek();
      if (looks.theme !== theme || looks.shortcut !== shortcut || looks.i18n.locale !== i18n.locale) {
        this.#looks.value = looks;
      }
      model.show(contactList(this.contact), {
        baseUrl: (this.baseUrl ?? defaultBaseUrl).replace(/\/$/, ""),
        workspace: this.workspace ?? "",
        getToken: (request) => this.#token(request),
      });
      const source = this.#getToken ?? this.tokenEndpoint;
      const stuck = model.current.peek();
      if (source !== this.#tokenSource && stuck?.problem.peek()) void stuck.retry();
      this.#tokenSource = source;
    }

    #token(request: Parameters<GetToken>[0]): Promise<string> {
      return (this.#getToken ?? tokenFromEndpoint(this.tokenEndpoint, (...call) => fetch(...call)))(request);
    }

    #begin(): PanelModel {
      const root = this.shadowRoot;
      const model = createPanelModel({
        fetch: (input, init) => fetch(input, init),
        emit: (name, detail) => this.#dispatch(name, detail),
      });
      this.#model = model;
      const undraw = effect(() => {
        if (root) render(<Panel panel={model} looks={this.#looks} />, root);
      });
      const unwatch = effect(() => {
        if (model.ready.value) this.#announce();
      });
      const onKey = (event: KeyboardEvent) => {
        if (!this.#looks.peek().shortcut || !isForPanel(event, this)) return;
        event.preventDefault();
        this.focus();
      };
      const wake = () => model.current.peek()?.wake();
      const listening = new AbortController();
      window.addEventListener("keydown", onKey, listening);
      const pause = () => model.current.peek()?.pause();
      window.addEventListener("online", wake, listening);
      window.addEventListener("offline", pause, listening);
      // A page that the browser keeps for going back may hold no stream.
      window.addEventListener("pagehide", pause, listening);
      window.addEventListener("pageshow", wake, listening);
      document.addEventListener("visibilitychange", () => model.hide(document.hidden), listening);
      this.addEventListener("pointerdown", () => markUsed(this), listening);
      this.addEventListener("focusin", () => markUsed(this), listening);
      this.#stop = () => {
        listening.abort();
        unwatch();
        undraw();
        model.dispose();
        if (root) render(null, root);
      };
      return model;
    }

    #announce(): void {
      if (this.#announced) return;
      this.#announced = true;
      this.#dispatch("ready", { v: 1, ...whose(contactList(this.contact)) });
      this.#becameReady();
    }

    #end(): void {
      this.#stop?.();
      this.#stop = null;
      this.#model = null;
    }

    #dispatch(name: string, detail: Readonly<Record<string, unknown>>): boolean {
      const init = {
        bubbles: true,
        composed: true,
        cancelable: name === "before-add",
        detail: frozen(detail),
      };
      return this.dispatchEvent(new CustomEvent(`tagdeck-${name}`, init));
    }

    #currentLooks(): Looks {
      const theme = this.theme ?? "auto";
      const page = document.documentElement.lang || navigator.language;
      return { i18n: panelI18n(this.locale ?? page), theme, shortcut: this.shortcut };
    }

    get shortcut(): boolean {
      return this.getAttribute("shortcut") !== "off";
    }
    set shortcut(value: boolean) {
      if (value) this.removeAttribute("shortcut");
      else this.setAttribute("shortcut", "off");
    }
    get getToken(): GetToken | null {
      return this.#getToken;
    }
    set getToken(value: GetToken | null) {
      this.#getToken = value;
      this.#schedule();
    }

    async refresh(): Promise<void> {
      await this.#model?.current.peek()?.load();
    }
    override focus(options?: FocusOptions): void {
      const model = this.#model;
      const contact = model?.current.peek();
      if (model && contact?.may("tags.apply")) model.adding.value = true;
      const root = this.shadowRoot;
      (root?.querySelector("input") ?? root?.querySelector<HTMLElement>(".panel"))?.focus(options);
    }
  }
  for (const [name, attribute] of Object.entries(attributes)) reflect(TagdeckPanel, name, attribute);
  return TagdeckPanel;
}

function reflect(type: CustomElementConstructor, name: string, attribute: string): void {
  Object.defineProperty(type.prototype, name, {
    get(this: HTMLElement): string | readonly string[] | null {
      const text = this.getAttribute(attribute);
      // An empty attribute is as good as none.
      return name === "contact" ? readContact(text) : text || null;
    },
    set(this: HTMLElement, value: string | readonly string[] | null | undefined) {
      if (value === null || value === undefined) this.removeAttribute(attribute);
      else this.setAttribute(attribute, typeof value === "object" ? JSON.stringify(value) : value);
    },
  });
}

function frozen<T>(value: T): T {
  if (typeof value === "object" && value !== null) Object.values(Object.freeze(value)).forEach(frozen);
  return value;
}
