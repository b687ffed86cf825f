import { msg } from "@lingui/core/macro";
import { toProblem } from "@tagdeck/ui/problem";
import { useState } from "preact/hooks";
import { Button } from "../controls/button.tsx";
import { Dialog } from "../controls/dialog.tsx";
import { FormError } from "../controls/form-error.tsx";
import { PasswordField } from "../session/password-field.tsx";
import { errorText, t } from "../text/i18n.ts";

type ConfirmPasswordProps = {
  title: string;
  text: string;
  action: string;
  onPassword: (password: string) => Promise<void>;
  onClose: () => void;
};

/** Asks for the password before something that decides how one signs in. */
export function ConfirmPassword({ title, text, action, onPassword, onClose }: ConfirmPasswordProps) {
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const wrong = error !== null && toProblem(error).code === "password_wrong";
  const submit = async (form: HTMLFormElement) => {
    setBusy(true);
    setError(null);
    try {
      await onPassword(String(new FormData(form).get("password")));
    } catch (reason) {
      setError(reason);
      setBusy(false);
    }
  };
  return (
    <Dialog open onClose={onClose} title={title} description={text}>
      <form
        class="form"
        onSubmit={(event) => {
          event.preventDefault();
          if (!busy) void submit(event.currentTarget);
        }}
      >
        <FormError text={error === null || wrong ? null : errorText(error)} />
        <PasswordField
          label={t(msg`Password`)}
          name="password"
          autocomplete="current-password"
          error={wrong ? errorText(error) : undefined}
        />
        <div class="dialog-actions">
          <Button onClick={onClose}>{t(msg`Cancel`)}</Button>
          <Button type="submit" variant="primary" busy={busy}>
            {action}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
