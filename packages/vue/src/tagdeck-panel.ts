import { attachPanel } from "@tagdeck/widget/attach";
import type {
  GetToken,
  PanelEventName,
  PanelEvents,
  PanelHandle,
  PanelOptions,
} from "@tagdeck/widget/host-api";
import { defineComponent, h, onBeforeUnmount, onMounted, type PropType, ref, shallowRef, watch } from "vue";

export type { GetToken, PanelEvents, PanelHandle, PanelOptions };

type Emitted<Name extends PanelEventName> = (event: CustomEvent<PanelEvents[Name]>) => boolean;
const taken = () => true;

const events: { [Name in PanelEventName]: Emitted<Name> } = {
  ready: taken,
  /** `event.preventDefault()` keeps the tag off. */
  "before-add": taken,
  "tag-added": taken,
  "tag-removed": taken,
  "tag-created": taken,
  change: taken,
  error: taken,
  "auth-expired": taken,
};

/** The panel. A template ref has the handle as `handle`: null before it is mounted and after it is unmounted. */
export const TagdeckPanel = defineComponent({
  name: "TagdeckPanel",
  props: {
    workspace: { type: String, required: true },
    contact: { type: [String, Array] as PropType<PanelOptions["contact"]>, default: null },
    locale: String,
    theme: String as PropType<PanelOptions["theme"]>,
    tokenEndpoint: String,
    getToken: Function as PropType<GetToken>,
    baseUrl: String,
    // Vue takes a boolean that is not given for false.
    shortcut: { type: Boolean, default: undefined },
    /** The address of Tagdeck's script; it is loaded once. Leave it out when the page has the script tag. */
    src: String,
    /** The script's hash from `/embed/manifest.json`, with the address of that version. */
    integrity: String,
  },
  emits: events,
  setup(props, { emit, expose }) {
    const place = ref<HTMLDivElement>();
    const handle = shallowRef<PanelHandle | null>(null);

    // All of them each time: one that is missing goes back to its default.
    function options(): PanelOptions {
      const { src: _src, integrity: _integrity, contact, ...rest } = props;
      // A copy: a list may be changed in place.
      const named = Array.isArray(contact) ? [...contact] : contact;
      return { ...rest, contact: named } as PanelOptions; // safe because the attachment takes undefined for an option that is not given
    }
    function attach(): void {
      if (!place.value) return;
      const { src, integrity } = props;
      const attached = attachPanel(place.value, options(), { src, integrity });
      // safe because each name is passed on with the event that it is the name of
      const pass = emit as (name: string, event: CustomEvent) => void;
      for (const name of Object.keys(events) as PanelEventName[]) {
        attached.on(name, (event: CustomEvent) => pass(name, event));
      }
      handle.value = attached;
    }
    function detach(): void {
      handle.value?.destroy();
      handle.value = null;
    }

    onMounted(attach);
    onBeforeUnmount(detach);
    watch(options, (next) => handle.value?.update(next));
    watch([() => props.src, () => props.integrity], () => {
      detach();
      attach();
    });
    expose({ handle });
    return () => h("div", { ref: place });
  },
});
