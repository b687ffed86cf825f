import { msg } from "@lingui/core/macro";
import * as dialog from "@zag-js/dialog";
import { normalizeProps, useMachine } from "@zag-js/preact";
import { X } from "lucide-preact";
import type { ComponentChildren } from "preact";
import { createPortal } from "preact/compat";
import { useId } from "preact/hooks";
import { t } from "../text/i18n.ts";
import { IconButton } from "./button.tsx";

type DialogProps = {
  open: boolean;
  onClose: () => void;
  title: string;
  description?: ComponentChildren;
  /** An alert dialog asks before something is lost; it does not close by a click outside. */
  role?: "dialog" | "alertdialog";
  wide?: boolean;
  children: ComponentChildren;
};

export function Dialog({ open, onClose, title, description, role = "dialog", wide, children }: DialogProps) {
  const service = useMachine(dialog.machine, {
    id: useId(),
    open,
    role,
    closeOnInteractOutside: role === "dialog",
    onOpenChange: (details: { open: boolean }) => {
      if (!details.open) onClose();
    },
  });
  const api = dialog.connect(service, normalizeProps);
  if (!api.open) return null;
  return createPortal(
    <>
      <div {...api.getBackdropProps()} class="dialog-backdrop" />
      <div {...api.getPositionerProps()} class="dialog-positioner">
        <div {...api.getContentProps()} class={`dialog${wide ? " dialog-wide" : ""}`}>
          <header class="dialog-head">
            <h2 {...api.getTitleProps()}>{title}</h2>
            <IconButton {...api.getCloseTriggerProps()} label={t(msg`Close`)}>
              <X size={18} aria-hidden />
            </IconButton>
          </header>
          {description && (
            <p {...api.getDescriptionProps()} class="dialog-description">
              {description}
            </p>
          )}
          {children}
        </div>
      </div>
    </>,
    document.body,
  );
}
