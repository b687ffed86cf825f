import { msg } from "@lingui/core/macro";
import type { ComponentChildren } from "preact";
import { useState } from "preact/hooks";
import { errorText, t } from "../text/i18n.ts";
import { Button } from "./button.tsx";
import { Dialog } from "./dialog.tsx";
import { FormError } from "./form-error.tsx";

type ConfirmProps = {
  title: string;
  action: string;
  children: ComponentChildren;
  onConfirm: () => Promise<void>;
  onClose: () => void;
};

/** Asks before something that cannot be undone; stays open, with the reason, when it fails. */
export function Confirm({ title, action, children, onConfirm, onClose }: ConfirmProps) {
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const confirm = async () => {
    setBusy(true);
    setError(null);
    try {
      await onConfirm();
      onClose();
    } catch (reason) {
      setError(reason);
      setBusy(false);
    }
  };
  return (
    <Dialog open onClose={onClose} title={title} description={children} role="alertdialog">
      <FormError text={error === null ? null : errorText(error)} />
      <div class="dialog-actions">
        <Button onClick={onClose}>{t(msg`Cancel`)}</Button>
        <Button variant="danger" busy={busy} onClick={confirm}>
          {action}
        </Button>
      </div>
    </Dialog>
  );
}
