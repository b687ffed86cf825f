import { msg } from "@lingui/core/macro";
import { useQuery } from "@tanstack/preact-query";
import { useState } from "preact/hooks";
import { Link, Redirect, useLocation, useSearchParams } from "wouter-preact";
import { Button } from "../controls/button.tsx";
import { Field } from "../controls/field.tsx";
import { FormError } from "../controls/form-error.tsx";
import { errorText, t } from "../text/i18n.ts";
import { AuthCard } from "./auth-card.tsx";
import { signIn } from "./auth.ts";
import { useSession } from "./context.ts";
import { safeNext, twoFactorPath } from "./model.ts";
import { PasswordField } from "./password-field.tsx";
import { SingleSignOn } from "./single-sign-on.tsx";
import { signInProblem, singleSignOnProblem } from "./wording.ts";

export function SignInPage() {
  const session = useSession();
  const [, navigate] = useLocation();
  const [params] = useSearchParams();
  const next = safeNext(params.get("next"));
  const known = useQuery(session.query);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState(singleSignOnProblem(params.get("error")));

  if (known.data && !busy) return <Redirect to={next} replace />;

  const submit = async (form: HTMLFormElement) => {
    const data = new FormData(form);
    setBusy(true);
    setError(null);
    try {
      const step = await signIn(String(data.get("email")), String(data.get("password")));
      if (step === "code") return navigate(twoFactorPath(next));
      const who = await session.begin();
      if (who) navigate(next, { replace: true });
      else setError(t(msg`Your browser did not keep the sign-in. Allow cookies for this site.`));
    } catch (reason) {
      setError(signInProblem(reason) ?? errorText(reason));
    }
    setBusy(false);
  };

  return (
    <AuthCard title={t(msg`Sign in`)}>
      {params.get("ended") && error === null && (
        <p class="notice" role="status">
          {t(msg`Your session has ended. Sign in to go on where you were.`)}
        </p>
      )}
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
        <PasswordField
          label={t(msg`Password`)}
          name="password"
          autocomplete="current-password"
          aside={
            <Link href="/forgot-password" class="link small">
              {t(msg`Forgot password?`)}
            </Link>
          }
        />
        <Button type="submit" variant="primary" busy={busy} class="button-wide">
          {t(msg`Sign in`)}
        </Button>
      </form>
      <SingleSignOn next={next} onError={(reason) => setError(signInProblem(reason) ?? errorText(reason))} />
    </AuthCard>
  );
}
