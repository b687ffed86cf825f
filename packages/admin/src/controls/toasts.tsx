import { msg } from "@lingui/core/macro";
import { normalizeProps, useMachine } from "@zag-js/preact";
import * as toast from "@zag-js/toast";
import { CircleAlert, X } from "lucide-preact";
import { useId } from "preact/hooks";
import { t } from "../text/i18n.ts";
import { toastStore } from "./toaster.ts";

type ToastProps =
  Parameters<ReturnType<typeof toast.group.connect>["getToasts"]> extends []
    ? ReturnType<ReturnType<typeof toast.group.connect>["getToasts"]>[number]
    : never;

export function Toasts() {
  const service = useMachine(toast.group.machine, { id: useId(), store: toastStore });
  const api = toast.group.connect(service, normalizeProps);
  return (
    <div {...api.getGroupProps({ label: t(msg`Notifications`) })} class="toasts">
      {api.getToasts().map((item, index) => (
        <ToastItem key={item.id} toast={{ ...item, index, parent: service }} />
      ))}
    </div>
  );
}

function ToastItem(props: { toast: ToastProps }) {
  const service = useMachine(toast.machine, {
    ...props.toast,
    translations: { closeTriggerLabel: t(msg`Dismiss`) },
  });
  const api = toast.connect(service, normalizeProps);
  return (
    <div {...api.getRootProps()} class={`toast toast-${api.type}`}>
      <span {...api.getGhostBeforeProps()} />
      {api.type === "error" && <CircleAlert class="toast-icon" size={16} aria-hidden />}
      <span {...api.getTitleProps()} class="toast-title">
        {api.title}
      </span>
      {props.toast.action && (
        <button {...api.getActionTriggerProps()} class="toast-action">
          {props.toast.action.label}
        </button>
      )}
      <button {...api.getCloseTriggerProps()} class="toast-close">
        <X size={16} aria-hidden />
      </button>
      <span {...api.getGhostAfterProps()} />
    </div>
  );
}
