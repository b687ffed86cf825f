import { effect, signal } from "@preact/signals";
import chipCss from "@tagdeck/ui/tag-chip.css?inline";
import pickerCss from "@tagdeck/ui/tag-picker.css?inline";
import tokensCss from "@tagdeck/ui/tokens.css?inline";
import { render } from "preact";
import type { GetToken, TagdeckPanelElement } from "./host-api.ts";
import { panelI18n } from "./i18n.ts";
import { createPanelModel, type PanelModel } from "./model.ts";
import panelCss from "./panel.css?inline";
import { tokenFromEndpoint } from "./sessions.ts";
import { isForPanel, markUsed } from "./shortcut.ts";
import { Panel, type Looks } from "./view/panel.tsx";

const attributes = [
  "workspace",
  "contact",
  "locale",
  "theme",
  "token-endpoint",
  "base-url",
  "shortcut",
] as const;
const properties = [
  "workspace",
  "contact",
  "locale",
  "theme",
  "tokenEndpoint",
  "baseUrl",
  "shortcut",
  "getToken",
];

let sheet: CSSStyleSheet | undefined;
function panelSheet(): CSSStyleSheet {
  if (!sheet) {
    sheet = new CSSStyleSheet();
    sheet.replaceSync(tokensCss + chipCss + pickerCss + panelCss);
  }
  return sheet;
}

/** `defaultBaseUrl`: where the script came from. */
export function createPanelElement(defaultBaseUrl: string): CustomElementConstructor {
  return class TagdeckPanel extends HTMLElement implements TagdeckPanelElement {
    static readonly observedAttributes = attributes;

    #getToken: GetToken | null = null;
    #fromEndpoint: { endpoint: string; getToken: GetToken } | null = null;
    #model: PanelModel | null = null;
    #stop: (() => void) | null = null;
    #scheduled = false;
    #becameReady: () => void = () => {};
    readonly ready = new Promise<void>((resolve) => (this.#becameReady = resolve));
    readonly #looks = signal<Looks>(this.#currentLooks());

    constructor() {
      super();
      this.attachShadow({ mode: "open" }).adoptedStyleSheets = [panelSheet()];
      // Properties that the host set before this class was known lie in front of the accessors.
      for (const name of properties) {
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
      model.show(this.contact, {
        baseUrl: (this.baseUrl ?? defaultBaseUrl).replace(/\/$/, ""),
        workspace: this.workspace ?? "",
        getToken: this.#tokens(),
      });
    }

    #begin(): PanelModel {
      const root = this.shadowRoot;
      const model = createPanelModel({
        fetch: (input, init) => fetch(input, init),
        emit: (name, detail) => this.#dispatch(name, detail),
      });
      this.#model = model;
      if (root) render(<Panel panel={model} looks={this.#looks} />, root);
      let ready = false;
      const unwatch = effect(() => {
        if (ready || (model.current.value && !model.current.value.contact.value)) return;
        ready = true;
        // After the first show(): until then nothing is on screen.
        queueMicrotask(() => {
          this.#dispatch("ready", { v: 1, contact: this.contact });
          this.#becameReady();
        });
      });
      const onKey = (event: KeyboardEvent) => {
        if (!this.#looks.peek().shortcut || !isForPanel(event, this)) return;
        event.preventDefault();
        this.focus();
      };
      const wake = () => model.current.peek()?.wake();
      const listening = new AbortController();
      window.addEventListener("keydown", onKey, listening);
      window.addEventListener("online", wake, listening);
      this.addEventListener("pointerdown", () => markUsed(this), listening);
      this.addEventListener("focusin", () => markUsed(this), listening);
      this.#stop = () => {
        listening.abort();
        unwatch();
        model.dispose();
        if (root) render(null, root);
      };
      return model;
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

    #tokens(): GetToken {
      if (this.#getToken) return this.#getToken;
      const endpoint = this.tokenEndpoint ?? "";
      if (this.#fromEndpoint?.endpoint !== endpoint) {
        this.#fromEndpoint = { endpoint, getToken: tokenFromEndpoint(endpoint, (...call) => fetch(...call)) };
      }
      return this.#fromEndpoint.getToken;
    }

    #set(name: string, value: string | null): void {
      if (value === null) this.removeAttribute(name);
      else this.setAttribute(name, value);
    }

    get workspace(): string | null {
      return this.getAttribute("workspace");
    }
    set workspace(value: string | null) {
      this.#set("workspace", value);
    }
    /** An empty attribute is nobody, as is none. */
    get contact(): string | null {
      return this.getAttribute("contact") || null;
    }
    set contact(value: string | null) {
      this.#set("contact", value);
    }
    get locale(): string | null {
      return this.getAttribute("locale");
    }
    set locale(value: string | null) {
      this.#set("locale", value);
    }
    get theme(): string | null {
      return this.getAttribute("theme");
    }
    set theme(value: string | null) {
      this.#set("theme", value);
    }
    get tokenEndpoint(): string | null {
      return this.getAttribute("token-endpoint");
    }
    set tokenEndpoint(value: string | null) {
      this.#set("token-endpoint", value);
    }
    get baseUrl(): string | null {
      return this.getAttribute("base-url");
    }
    set baseUrl(value: string | null) {
      this.#set("base-url", value);
    }
    get shortcut(): boolean {
      return this.getAttribute("shortcut") !== "off";
    }
    set shortcut(value: boolean) {
      this.#set("shortcut", value ? null : "off");
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
      const field = this.shadowRoot?.querySelector<HTMLElement>("input, .panel");
      field?.focus(options);
    }
  };
}

function frozen<T>(value: T): T {
  if (typeof value === "object" && value !== null) Object.values(Object.freeze(value)).forEach(frozen);
  return value;
}
