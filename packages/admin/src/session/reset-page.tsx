import { msg } from "@lingui/core/macro";
import { toProblem } from "@tagdeck/ui/problem";
import { useState } from "preact/hooks";
import { Link, useLocation, useSearchParams } from "wouter-preact";
import { Button } from "../controls/button.tsx";
import { FormError } from "../controls/form-error.tsx";
import { notify } from "../controls/toaster.ts";
import { errorText, t } from "../text/i18n.ts";
import { AuthCard } from "./auth-card.tsx";
import { resetPassword } from "./auth.ts";
import { PasswordField } from "./password-field.tsx";
import { passwordHint, passwordProblem } from "./password-rules.ts";
import { resetProblem } from "./wording.ts";

export function ResetPage() {
  const [params] = useSearchParams();
  const [, navigate] = useLocation();
  const token = params.get("token") ?? "";
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(params.get("error") ? { code: "token_invalid" } : null);

  const submit = async (form: HTMLFormElement) => {
    const password = String(new FormData(form).get("password"));
    setBusy(true);
    setError(null);
    try {
      await resetPassword(password, token);
      notify({ text: t(msg`Your new password is set. Sign in with it.`) });
      navigate("/sign-in", { replace: true });
      return;
    } catch (reason) {
      setError(reason);
    }
    setBusy(false);
  };

  const atField = error === null ? null : passwordProblem(error);
  const linkIsDead = error !== null && toProblem(error).code.startsWith("token_");
  return (
    <AuthCard title={t(msg`Choose a new password`)}>
      <FormError text={error === null || atField ? null : (resetProblem(error) ?? errorText(error))} />
      {linkIsDead || token === "" ? (
        <Link href="/forgot-password" class="button button-primary button-wide">
          {t(msg`Ask for a new link`)}
        </Link>
      ) : (
        <form
          class="form"
          onSubmit={(event) => {
            event.preventDefault();
            if (!busy) void submit(event.currentTarget);
          }}
        >
          <PasswordField
            label={t(msg`New password`)}
            name="password"
            autocomplete="new-password"
            hint={passwordHint()}
            error={atField ?? undefined}
          />
          <Button type="submit" variant="primary" busy={busy} class="button-wide">
            {t(msg`Set the password`)}
          </Button>
        </form>
      )}
      <Link href="/sign-in" class="link auth-back">
        {t(msg`Back to sign-in`)}
      </Link>
    </AuthCard>
  );
}
