import { msg } from "@lingui/core/macro";
import { useState } from "preact/hooks";
import { Link } from "wouter-preact";
import { Button } from "../controls/button.tsx";
import { Field } from "../controls/field.tsx";
import { FormError } from "../controls/form-error.tsx";
import { errorText, t } from "../text/i18n.ts";
import { AuthCard } from "./auth-card.tsx";
import { requestPasswordReset } from "./auth.ts";
import { signInProblem } from "./wording.ts";

export function ForgotPage() {
  const [busy, setBusy] = useState(false);
  const [sentTo, setSentTo] = useState<string | null>(null);
  const [error, setError] = useState<string | null>(null);

  const submit = async (form: HTMLFormElement) => {
    const email = String(new FormData(form).get("email"));
    setBusy(true);
    setError(null);
    try {
      await requestPasswordReset(email);
      setSentTo(email);
    } catch (reason) {
      setError(signInProblem(reason) ?? errorText(reason));
    }
    setBusy(false);
  };

  const back = (
    <Link href="/sign-in" class="link auth-back">
      {t(msg`Back to sign-in`)}
    </Link>
  );

  if (sentTo !== null) {
    return (
      <AuthCard key="sent" title={t(msg`Check your inbox`)}>
        <p class="auth-text" role="status">
          {t(
            msg`If ${sentTo} has an account here, a link to set a new password is on its way. If no mail server is set up, the link is in the server’s log.`,
          )}
        </p>
        {back}
      </AuthCard>
    );
  }
  return (
    <AuthCard
      key="ask"
      title={t(msg`Set a new password`)}
      text={t(msg`Enter your e-mail address and we will send you a link.`)}
    >
      <form
        class="form"
        onSubmit={(event) => {
          event.preventDefault();
          if (!busy) void submit(event.currentTarget);
        }}
      >
        <FormError text={error} />
        <Field label={t(msg`E-mail`)}>
          {(control) => (
            <input
              {...control}
              class="input"
              type="email"
              name="email"
              autocomplete="username"
              required
              autofocus
            />
          )}
        </Field>
        <Button type="submit" variant="primary" busy={busy} class="button-wide">
          {t(msg`Send the link`)}
        </Button>
      </form>
      {back}
    </AuthCard>
  );
}
