import { msg } from "@lingui/core/macro";
import { Eye, EyeOff } from "lucide-preact";
import type { ComponentChildren } from "preact";
import { useState } from "preact/hooks";
import { IconButton } from "../controls/button.tsx";
import { Field } from "../controls/field.tsx";
import { t } from "../text/i18n.ts";

type PasswordFieldProps = {
  label: string;
  name: string;
  autocomplete: "current-password" | "new-password";
  hint?: ComponentChildren;
  error?: string | undefined;
  aside?: ComponentChildren;
};

export function PasswordField({ label, name, autocomplete, hint, error, aside }: PasswordFieldProps) {
  const [shown, setShown] = useState(false);
  return (
    <Field label={label} hint={hint} error={error} aside={aside}>
      {(control) => (
        <div class="input-with-button">
          <input
            {...control}
            class="input"
            type={shown ? "text" : "password"}
            name={name}
            autocomplete={autocomplete}
            autocapitalize="off"
            spellcheck={false}
            required
          />
          <IconButton
            label={shown ? t(msg`Hide the password`) : t(msg`Show the password`)}
            aria-pressed={shown}
            onClick={() => setShown(!shown)}
          >
            {shown ? <EyeOff size={16} aria-hidden /> : <Eye size={16} aria-hidden />}
          </IconButton>
        </div>
      )}
    </Field>
  );
}
