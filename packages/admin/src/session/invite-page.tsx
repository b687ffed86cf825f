import { msg } from "@lingui/core/macro";
import { useQuery } from "@tanstack/preact-query";
import { useState } from "preact/hooks";
import { Link, useLocation, useSearchParams } from "wouter-preact";
import { toProblem } from "@tagdeck/ui/problem";
import { Button } from "../controls/button.tsx";
import { Field } from "../controls/field.tsx";
import { FormError } from "../controls/form-error.tsx";
import { Bone, Loading } from "../controls/states.tsx";
import { roleName, roleText } from "../members/role-names.ts";
import { errorText, t } from "../text/i18n.ts";
import { AuthCard } from "./auth-card.tsx";
import { signIn } from "./auth.ts";
import { useSession } from "./context.ts";
import { twoFactorPath } from "./model.ts";
import { PasswordField } from "./password-field.tsx";
import { passwordHint, passwordProblem } from "./password-rules.ts";

export function InvitePage() {
  const session = useSession();
  const [params] = useSearchParams();
  const [, navigate] = useLocation();
  const token = params.get("token") ?? "";
  const invitation = useQuery({
    queryKey: ["invitation", token],
    queryFn: () => session.api.invitations.get.query({ token }),
    retry: false,
    staleTime: Infinity,
  });
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);

  const submit = async (form: HTMLFormElement, userExists: boolean) => {
    const data = new FormData(form);
    const password = String(data.get("password"));
    setBusy(true);
    setError(null);
    try {
      const accepted = await session.api.invitations.accept.mutate({
        token,
        password,
        ...(userExists ? {} : { name: String(data.get("name")) }),
      });
      const home = `/${accepted.workspace}/tags`;
      if ((await signIn(accepted.email, password)) === "code") return navigate(twoFactorPath(home));
      await session.begin();
      navigate(home, { replace: true });
      return;
    } catch (reason) {
      setError(reason);
    }
    setBusy(false);
  };

  if (invitation.isPending) {
    return (
      <AuthCard title={t(msg`Invitation`)}>
        <Loading>
          <Bone height="120px" />
        </Loading>
      </AuthCard>
    );
  }
  if (invitation.isError) {
    return (
      <AuthCard key="error" title={t(msg`Invitation`)}>
        <FormError text={invitationProblem(invitation.error)} />
        <Link href="/sign-in" class="link auth-back">
          {t(msg`Back to sign-in`)}
        </Link>
      </AuthCard>
    );
  }

  const { workspace, email, role, invitedBy, userExists } = invitation.data;
  const atPassword =
    error === null ? null : (passwordProblem(error) ?? (isWrongPassword(error) ? errorText(error) : null));
  const workspaceName = workspace.name;
  const as = roleName(role);
  return (
    <AuthCard
      key="form"
      title={t(msg`Join ${workspaceName}`)}
      text={t(msg`${invitedBy} invites you as ${as}.`) + " " + roleText(role)}
    >
      <form
        class="form"
        onSubmit={(event) => {
          event.preventDefault();
          if (!busy) void submit(event.currentTarget, userExists);
        }}
      >
        <FormError text={error === null || atPassword ? null : errorText(error)} />
        <Field label={t(msg`E-mail`)}>
          {(control) => (
            <input {...control} class="input" type="email" value={email} autocomplete="username" readOnly />
          )}
        </Field>
        {!userExists && (
          <Field label={t(msg`Your name`)} hint={t(msg`Your colleagues see it next to what you do.`)}>
            {(control) => (
              <input
                {...control}
                class="input"
                name="name"
                maxLength={100}
                autocomplete="name"
                required
                autofocus
              />
            )}
          </Field>
        )}
        <PasswordField
          label={userExists ? t(msg`Your password`) : t(msg`Password`)}
          name="password"
          autocomplete={userExists ? "current-password" : "new-password"}
          hint={userExists ? t(msg`You already have an account here: use its password.`) : passwordHint()}
          error={atPassword ?? undefined}
        />
        <Button type="submit" variant="primary" busy={busy} class="button-wide">
          {t(msg`Join`)}
        </Button>
      </form>
    </AuthCard>
  );
}

const isWrongPassword = (error: unknown) => toProblem(error).code === "password_wrong";

// A token that was cut off in a mail program has not even the form of one.
function invitationProblem(error: unknown): string {
  return toProblem(error).code === "invalid_input"
    ? errorText({ code: "invitation_not_found" })
    : errorText(error);
}
