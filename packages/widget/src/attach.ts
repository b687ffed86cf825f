import { contactList, whose } from "./contact-list.ts";
import type { GetToken, PanelEventName, PanelHandle, PanelOptions } from "./host-api.ts";
import { addScript, type ScriptSource } from "./script.ts";

/** The panel's options; an option that is given as undefined goes back to its default. */
export type AttachOptions = { [Name in keyof PanelOptions]?: PanelOptions[Name] | undefined };

type Tagdeck = NonNullable<typeof window.Tagdeck>;
type QueuedCall = NonNullable<Tagdeck["q"]>[number];

const defaults: Record<string, unknown> = { theme: "auto", shortcut: true };

/**
 * Puts a panel into a place of the page, for frameworks that mount and unmount at will: it can be changed and
 * taken away before the script has come, and what it takes away leaves nothing. Importing it needs no DOM.
 *
 * Without `src` the page has a script tag of its own. Should the script not come, the place hears a
 * `tagdeck-error` with the code `script_not_loaded`.
 */
export function attachPanel(place: Element, first: PanelOptions, source: ScriptSource = {}): PanelHandle {
  let options: AttachOptions = first;
  let handle: PanelHandle | null = null;
  let queued: QueuedCall | null = null;
  let becameReady: () => void = () => {};
  const ready = new Promise<void>((resolve) => (becameReady = resolve));
  const life = new AbortController();

  // One function for all renders: the panel takes a new one as a reason to ask again.
  const getToken: GetToken = (request) =>
    options.getToken?.(request) ?? Promise.reject(new Error("There is no getToken any more."));

  function passable(change: AttachOptions): PanelOptions {
    const entries = Object.entries(change).map(([name, value]) => {
      if (name === "getToken" && value) return [name, getToken];
      return [name, value ?? defaults[name] ?? null];
    });
    return Object.fromEntries(entries) as PanelOptions; // safe because the element takes null for an option that is not given
  }
  const initial = () =>
    passable(Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined)));

  function take(mounted: PanelHandle | Promise<never>): void {
    queued = null;
    if (!("destroy" in mounted)) return;
    handle = mounted;
    void mounted.ready.then(becameReady);
  }

  const tagdeck = globalTagdeck();
  if (tagdeck.q) {
    queued = [[place, initial()], take];
    tagdeck.q.push(queued);
    addScript(source, life.signal, () => {
      const named = whose(contactList(options.contact));
      const detail = { v: 1, ...named, code: "script_not_loaded", retryable: true };
      place.dispatchEvent(new CustomEvent("tagdeck-error", { bubbles: true, composed: true, detail }));
    });
  } else {
    const mounted = tagdeck.mount(place, initial());
    if ("destroy" in mounted) take(mounted);
  }

  return {
    ready,
    update(change: AttachOptions) {
      const before = options;
      options = { ...options, ...change };
      if (queued) queued[0] = [place, initial()];
      const isOther = ([name, value]: [string, unknown]) => {
        const was: unknown = Reflect.get(before, name);
        if (name === "getToken") return Boolean(value) !== Boolean(was);
        // A framework may bring an equal list of contacts as a new one.
        return JSON.stringify(value) !== JSON.stringify(was);
      };
      const others = Object.entries(change).filter(isOther);
      if (others.length > 0) handle?.update(passable(Object.fromEntries(others)));
    },
    async refresh() {
      await handle?.refresh();
    },
    focus: () => handle?.focus(),
    destroy() {
      life.abort();
      const { q } = globalTagdeck();
      if (q && queued && q.includes(queued)) q.splice(q.indexOf(queued), 1);
      queued = null;
      handle?.destroy();
      handle = null;
    },
    // The events bubble, so the place hears them from the first one on.
    on(name, listener) {
      // safe because the panel dispatches exactly these events under these names
      place.addEventListener(eventType(name), listener as EventListener, life);
    },
    off(name, listener) {
      place.removeEventListener(eventType(name), listener as EventListener); // safe as above
    },
  };
}

const eventType = (name: PanelEventName) => `tagdeck-${name}`;

/** The page's Tagdeck; before the script has come, a stub whose `q` it will work off. */
function globalTagdeck(): Tagdeck {
  return (window.Tagdeck ??= stub());
}

function stub(): Tagdeck {
  const q: QueuedCall[] = [];
  return { q, mount: (...args) => new Promise((resolve) => q.push([args, resolve])) };
}
