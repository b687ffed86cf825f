import { msg } from "@lingui/core/macro";
import { useQuery } from "@tanstack/preact-query";
import { toProblem } from "@tagdeck/ui/problem";
import { useState } from "preact/hooks";
import { useLocation, useSearchParams } from "wouter-preact";
import { Button } from "../controls/button.tsx";
import { FormError } from "../controls/form-error.tsx";
import { Bone, Loading } from "../controls/states.tsx";
import { errorText, t } from "../text/i18n.ts";
import { AuthCard } from "./auth-card.tsx";
import { signIn } from "./auth.ts";
import { useSession } from "./context.ts";
import { SetupFields } from "./setup-fields.tsx";

const fieldCodes = [
  "workspace_slug_taken",
  "workspace_slug_invalid",
  "time_zone_invalid",
  "password_too_short",
  "password_too_long",
];

export function SetupPage() {
  const session = useSession();
  const [params] = useSearchParams();
  const [, navigate] = useLocation();
  const token = params.get("token") ?? "";
  const link = useQuery({
    queryKey: ["setup", token],
    queryFn: () => session.api.setup.get.query({ token }),
    retry: false,
    staleTime: Infinity,
  });
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);

  const submit = async (form: HTMLFormElement, timeZone: string) => {
    const data = new FormData(form);
    const text = (name: string) => String(data.get(name));
    setBusy(true);
    setError(null);
    try {
      const { workspace } = await session.api.setup.complete.mutate({
        token,
        workspaceName: text("workspaceName"),
        slug: text("slug"),
        timeZone,
        name: text("name"),
        email: text("email"),
        password: text("password"),
      });
      await signIn(text("email"), text("password"));
      await session.begin();
      navigate(`/${workspace}/tags`, { replace: true });
      return;
    } catch (reason) {
      setError(reason);
    }
    setBusy(false);
  };

  if (link.isPending) {
    return (
      <AuthCard title={t(msg`Set up Tagdeck`)}>
        <Loading>
          <Bone height="240px" />
        </Loading>
      </AuthCard>
    );
  }
  if (link.isError) {
    const dead = toProblem(link.error).code === "invalid_input";
    return (
      <AuthCard key="error" title={t(msg`Set up Tagdeck`)}>
        <FormError text={errorText(dead ? { code: "setup_link_invalid" } : link.error)} />
      </AuthCard>
    );
  }
  const atField = error !== null && fieldCodes.includes(toProblem(error).code);
  return (
    <AuthCard
      key="form"
      title={t(msg`Set up Tagdeck`)}
      text={t(msg`You become the owner of the first workspace.`)}
    >
      <FormError text={error === null || atField ? null : errorText(error)} />
      <SetupFields busy={busy} error={error} onSubmit={submit}>
        <Button type="submit" variant="primary" busy={busy} class="button-wide">
          {t(msg`Create the workspace`)}
        </Button>
      </SetupFields>
    </AuthCard>
  );
}
