import { msg } from "@lingui/core/macro";
import { t } from "../text/i18n.ts";
import { Field } from "./field.tsx";

/** A code of an authenticator app, or a backup code, in a form's field `code`. */
export function CodeField({ backup = false, error }: { backup?: boolean; error: string | null }) {
  return (
    <Field label={backup ? t(msg`Backup code`) : t(msg`Code`)} error={error}>
      {(control) => (
        <input
          {...control}
          class="input code-input mono"
          name="code"
          required
          autofocus
          autocomplete="one-time-code"
          autocapitalize="off"
          spellcheck={false}
          inputMode={backup ? "text" : "numeric"}
          pattern={backup ? undefined : "[0-9 ]{6,8}"}
          maxLength={backup ? 20 : 8}
        />
      )}
    </Field>
  );
}
