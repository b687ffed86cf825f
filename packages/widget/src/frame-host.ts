import type { GetToken, PanelEventName, PanelEvents } from "./host-api.ts";
import type { Call, Connect, FrameMessage, HostMessage, Update } from "./frame/protocol.ts";

export type FrameEventName = Exclude<PanelEventName, "before-add">;

export type FrameOptions = Update & {
  /** Where Tagdeck is: the origin of the frame's address, such as `https://tags.example.com`. */
  origin: string;
  /** Asks your own server for a signed token; without it the agent signs in to Tagdeck. */
  getToken?: GetToken;
  /** The panel's events by their names without `tagdeck-`; `before-add` stays in the frame. */
  onEvent?: <Name extends FrameEventName>(name: Name, detail: PanelEvents[Name]) => void;
  /** Whether the frame becomes as high as the panel. Default: true. */
  autoHeight?: boolean;
};

export type FrameHandle = {
  /** Changes what it names; the rest stays. */
  update(change: Update): void;
  refresh(): void;
  /** Opens the picker. */
  focus(): void;
  /** Stops listening; the frame stays as it is. */
  destroy(): void;
};

/** Connects a page with the panel in one of its frames, also before the frame has loaded and after it reloads. */
export function connect(iframe: HTMLIFrameElement, options: FrameOptions): FrameHandle {
  const { origin, getToken, onEvent, autoHeight = true } = options;
  let shown: Update = pick(options);
  let port: MessagePort | null = null;
  const life = new AbortController();
  const post = (message: HostMessage) => port?.postMessage(message);

  function take(nonce: string): void {
    port?.close();
    const channel = new MessageChannel();
    port = channel.port1;
    port.onmessage = ({ data }) => void hear(data as FrameMessage); // safe because only the frame of this origin has the other end
    const message: Connect = { tagdeck: 1, type: "connect", nonce, signs: getToken !== undefined, ...shown };
    iframe.contentWindow?.postMessage(message, origin, [channel.port2]);
  }

  async function hear(message: FrameMessage): Promise<void> {
    if (message.type === "event") {
      const name = message.name as FrameEventName; // safe because the frame sends no other
      onEvent?.(name, message.detail as PanelEvents[typeof name]); // safe as above
    } else if (message.type === "resize" && autoHeight) iframe.style.height = `${message.height}px`;
    else if (message.type === "token-request") {
      const { id, contact, contacts } = message;
      try {
        post({ type: "token", id, token: (await getToken?.({ contact, contacts })) ?? "" });
      } catch (error) {
        post({ type: "token", id, error: String(error) });
      }
    }
  }

  addEventListener(
    "message",
    ({ source, origin: from, data }) => {
      if (source !== iframe.contentWindow || from !== origin || data?.tagdeck !== 1) return;
      if (data.type === "hello") take(String(data.nonce));
    },
    life,
  );
  // The frame may have said hello before anybody listened. What it shows now may still be another page.
  const call: Call = { tagdeck: 1, type: "call" };
  if (iframe.contentDocument === null) iframe.contentWindow?.postMessage(call, origin);

  return {
    update(change) {
      shown = { ...shown, ...pick(change) };
      post({ type: "update", ...pick(change) });
    },
    refresh: () => post({ type: "refresh" }),
    focus() {
      iframe.focus();
      post({ type: "focus" });
    },
    destroy() {
      life.abort();
      port?.close();
      port = null;
    },
  };
}

const names = ["contact", "locale", "theme", "shortcut"] as const;

function pick(from: Update): Update {
  return Object.fromEntries(
    names.filter((name) => from[name] !== undefined).map((name) => [name, from[name]]),
  );
}
