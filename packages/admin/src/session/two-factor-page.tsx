import { msg } from "@lingui/core/macro";
import { toProblem } from "@tagdeck/ui/problem";
import { useState } from "preact/hooks";
import { Link, useLocation, useSearchParams } from "wouter-preact";
import { Button } from "../controls/button.tsx";
import { CodeField } from "../controls/code-field.tsx";
import { FormError } from "../controls/form-error.tsx";
import { errorText, t } from "../text/i18n.ts";
import { AuthCard } from "./auth-card.tsx";
import { verifyCode } from "./auth.ts";
import { useSession } from "./context.ts";
import { safeNext, signInPath } from "./model.ts";
import { signInProblem } from "./wording.ts";

/** The second step of a sign-in: a code of the app, or a backup code. */
export function TwoFactorPage() {
  const session = useSession();
  const [, navigate] = useLocation();
  const [params] = useSearchParams();
  const next = safeNext(params.get("next"));
  const [backup, setBackup] = useState(false);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const code = error === null ? null : toProblem(error).code;

  const submit = async (form: HTMLFormElement) => {
    setBusy(true);
    setError(null);
    try {
      await verifyCode(String(new FormData(form).get("code")), backup);
      await session.begin();
      navigate(next, { replace: true });
      return;
    } catch (reason) {
      setError(reason);
    }
    setBusy(false);
  };

  return (
    <AuthCard
      title={t(msg`Two-factor sign-in`)}
      text={
        backup
          ? t(msg`Type one of the backup codes that you have kept. Each is good once.`)
          : t(msg`Type the six digits that your authenticator app shows for Tagdeck.`)
      }
    >
      <form
        class="form"
        onSubmit={(event) => {
          event.preventDefault();
          if (!busy) void submit(event.currentTarget);
        }}
      >
        <FormError
          text={error === null || code === "code_wrong" ? null : (signInProblem(error) ?? errorText(error))}
        />
        <CodeField
          key={String(backup)}
          backup={backup}
          error={code === "code_wrong" ? errorText(error) : null}
        />
        <Button type="submit" variant="primary" busy={busy} class="button-wide">
          {t(msg`Continue`)}
        </Button>
      </form>
      <p class="auth-links">
        <button
          type="button"
          class="link link-button"
          onClick={() => {
            setBackup(!backup);
            setError(null);
          }}
        >
          {backup ? t(msg`Use the app`) : t(msg`Use a backup code`)}
        </button>
        <Link href={signInPath(next)} class="link">
          {t(msg`Back to sign-in`)}
        </Link>
      </p>
    </AuthCard>
  );
}
