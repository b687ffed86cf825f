/**
 * Gives a JWT that the host's server has signed for these contacts; called again before a session ends.
 * `contact` is the only one, or the first.
 */
export type GetToken = (request: { contact: string; contacts: readonly string[] }) => Promise<string>;

export type PanelOptions = {
  workspace: string;
  /** The contact's external id, as signed in the token; several, up to 100, are changed together; null = nobody is chosen. */
  contact: string | readonly string[] | null;
  /** BCP 47; the nearest of en, zh-TW and ja is shown. Default: the page's language. */
  locale?: string;
  theme?: "auto" | "light" | "dark";
  /** Answers `GET <tokenEndpoint>?contact=…`, with a `contact` for each, with the JWT as text or as JSON `{ token }`. */
  tokenEndpoint?: string;
  /** Instead of `tokenEndpoint`. */
  getToken?: GetToken;
  /** Where Tagdeck is served. Default: the origin of this script. */
  baseUrl?: string;
  /** Whether `L` opens the picker. Default: true. */
  shortcut?: boolean;
};

type EventTag = { id: number; name: string; color: string };
/** `contactCount`: how many of the contacts on screen have it. */
type ShownTag = EventTag & { contactCount: number };
/** `contact` is the only one of `contacts`, else null. */
type Versioned<Detail> = Readonly<{ v: 1; contact: string | null; contacts: readonly string[] } & Detail>;

/** What the element dispatches, without the prefix `tagdeck-`; all events bubble and cross shadow roots. */
export type PanelEvents = {
  ready: Versioned<object>;
  /** Cancelable: `preventDefault()` keeps the tag off. `id` is null for a tag that would be created. */
  "before-add": Versioned<{ tag: { id: number | null; name: string } }>;
  /** Once for all contacts that it really changed for: `contacts`. */
  "tag-added": Versioned<{ tag: EventTag }>;
  "tag-removed": Versioned<{ tag: EventTag }>;
  "tag-created": Versioned<{ tag: EventTag }>;
  /** The contacts' tags are others than before, whoever changed them. */
  change: Versioned<{ tags: readonly ShownTag[] }>;
  /** `reason` says more about some codes. */
  error: Versioned<{ code: string; retryable: boolean; reason?: string }>;
  /** The host's token or session was refused; the panel shows a button to try again. */
  "auth-expired": Versioned<object>;
};
export type PanelEventName = keyof PanelEvents;

type Listener<Name extends PanelEventName> = (event: CustomEvent<PanelEvents[Name]>) => void;

export type PanelHandle = {
  /** Resolved when contacts, or the empty state, is shown for the first time. */
  readonly ready: Promise<void>;
  update(options: Partial<PanelOptions>): void;
  /** Reads the contacts anew. */
  refresh(): Promise<void>;
  /** Opens the picker. */
  focus(): void;
  /** Removes the panel and all it holds. */
  destroy(): void;
  on<Name extends PanelEventName>(name: Name, listener: Listener<Name>): void;
  off<Name extends PanelEventName>(name: Name, listener: Listener<Name>): void;
};

/** The element as a host sees it. */
export type TagdeckPanelElement = HTMLElement & {
  workspace: string | null;
  /** The attribute holds several as a JSON array. */
  contact: string | readonly string[] | null;
  locale: string | null;
  theme: string | null;
  tokenEndpoint: string | null;
  baseUrl: string | null;
  shortcut: boolean;
  getToken: GetToken | null;
  readonly ready: Promise<void>;
  refresh(): Promise<void>;
};

type EventMap = { [Name in PanelEventName as `tagdeck-${Name}`]: CustomEvent<PanelEvents[Name]> };
type MountCall = [place: Element | string, options: PanelOptions];

declare global {
  interface Window {
    /** Before the script has come, a host's stub, whose `q` holds the calls made so far. */
    Tagdeck?: {
      mount(...call: MountCall): PanelHandle | Promise<PanelHandle>;
      q?: [call: MountCall, resolve: (handle: PanelHandle | Promise<never>) => void][];
    };
  }
  interface HTMLElementTagNameMap {
    "tagdeck-panel": TagdeckPanelElement;
  }
  interface GlobalEventHandlersEventMap extends EventMap {}
}
