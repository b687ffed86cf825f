import { attachPanel } from "@tagdeck/widget/attach";
import type { GetToken, PanelEvents, PanelHandle, PanelOptions } from "@tagdeck/widget/host-api";
import {
  createElement,
  forwardRef,
  useEffect,
  useRef,
  type CSSProperties,
  type ForwardedRef,
  type ReactNode,
} from "react";

export type { GetToken, PanelEvents, PanelHandle, PanelOptions };

type Listener<Name extends keyof PanelEvents> = (event: CustomEvent<PanelEvents[Name]>) => void;

type PanelListeners = {
  onReady?: Listener<"ready"> | undefined;
  /** `event.preventDefault()` keeps the tag off. */
  onBeforeAdd?: Listener<"before-add"> | undefined;
  onTagAdded?: Listener<"tag-added"> | undefined;
  onTagRemoved?: Listener<"tag-removed"> | undefined;
  onTagCreated?: Listener<"tag-created"> | undefined;
  onChange?: Listener<"change"> | undefined;
  onError?: Listener<"error"> | undefined;
  onAuthExpired?: Listener<"auth-expired"> | undefined;
};

export type TagdeckPanelProps = PanelOptions &
  PanelListeners & {
    /** The address of Tagdeck's script; it is loaded once. Leave it out when the page has the script tag. */
    src?: string;
    /** The script's hash from `/embed/manifest.json`, with the address of that version. */
    integrity?: string;
    id?: string;
    className?: string;
    style?: CSSProperties;
  };

const listenerNames = {
  onReady: "ready",
  onBeforeAdd: "before-add",
  onTagAdded: "tag-added",
  onTagRemoved: "tag-removed",
  onTagCreated: "tag-created",
  onChange: "change",
  onError: "error",
  onAuthExpired: "auth-expired",
} as const satisfies Record<keyof PanelListeners, keyof PanelEvents>;

/** The panel. Its ref is the handle, from the first effect of the parent until it is unmounted. */
export const TagdeckPanel = forwardRef(function TagdeckPanel(
  props: TagdeckPanelProps,
  ref: ForwardedRef<PanelHandle>,
): ReactNode {
  const { src, integrity, id, className, style } = props;
  const place = useRef<HTMLDivElement>(null);
  const panel = useRef<PanelHandle | null>(null);
  const latest = useRef(props);

  useEffect(() => {
    latest.current = props;
    panel.current?.update(optionsOf(props));
  });

  useEffect(() => {
    if (!place.current) return;
    const attached = attachPanel(place.current, optionsOf(latest.current), { src, integrity });
    panel.current = attached;
    listen(attached, () => latest.current);
    return () => {
      panel.current = null;
      attached.destroy();
    };
  }, [src, integrity]);

  useEffect(() => {
    if (typeof ref === "function") {
      const done: unknown = ref(panel.current);
      return () => void (typeof done === "function" ? done() : ref(null));
    }
    if (!ref) return;
    ref.current = panel.current;
    return () => {
      ref.current = null;
    };
  }, [ref, src, integrity]);

  return createElement("div", { ref: place, id, className, style });
});

// All of them each time: one that is missing goes back to its default.
function optionsOf(props: PanelOptions): PanelOptions {
  const { workspace, contact, locale, theme, tokenEndpoint, getToken, baseUrl, shortcut } = props;
  const options = { workspace, contact, locale, theme, tokenEndpoint, getToken, baseUrl, shortcut };
  return options as PanelOptions; // safe because the attachment takes undefined for an option that is not given
}

function listen(panel: PanelHandle, listeners: () => PanelListeners): void {
  for (const [prop, name] of Object.entries(listenerNames)) {
    panel.on(name, (event: CustomEvent) => {
      const listener: ((event: CustomEvent) => void) | undefined = Reflect.get(listeners(), prop);
      listener?.(event);
    });
  }
}
