import { msg } from "@lingui/core/macro";
import { toProblem } from "@tagdeck/ui/problem";
import { useState } from "preact/hooks";
import { Button } from "../controls/button.tsx";
import { Dialog } from "../controls/dialog.tsx";
import { FormError } from "../controls/form-error.tsx";
import { notify } from "../controls/toaster.ts";
import { errorText, t } from "../text/i18n.ts";
import { changePassword } from "./auth.ts";
import { PasswordField } from "./password-field.tsx";
import { passwordHint, passwordProblem } from "./password-rules.ts";

export function PasswordDialog({ onClose }: { onClose: () => void }) {
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const atNew = error === null ? null : passwordProblem(error);
  const atCurrent = error !== null && toProblem(error).code === "password_wrong";

  const submit = async (form: HTMLFormElement) => {
    const data = new FormData(form);
    setBusy(true);
    setError(null);
    try {
      await changePassword(String(data.get("current")), String(data.get("new")));
      notify({ text: t(msg`Your password is changed. You are signed out everywhere else.`) });
      onClose();
    } catch (reason) {
      setError(reason);
      setBusy(false);
    }
  };

  return (
    <Dialog open onClose={onClose} title={t(msg`Change the password`)}>
      <form
        class="form"
        onSubmit={(event) => {
          event.preventDefault();
          if (!busy) void submit(event.currentTarget);
        }}
      >
        <FormError text={error === null || atNew || atCurrent ? null : errorText(error)} />
        <PasswordField
          label={t(msg`Current password`)}
          name="current"
          autocomplete="current-password"
          error={atCurrent ? errorText(error) : undefined}
        />
        <PasswordField
          label={t(msg`New password`)}
          name="new"
          autocomplete="new-password"
          hint={passwordHint()}
          error={atNew ?? undefined}
        />
        <div class="dialog-actions">
          <Button onClick={onClose}>{t(msg`Cancel`)}</Button>
          <Button type="submit" variant="primary" busy={busy}>
            {t(msg`Change the password`)}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
