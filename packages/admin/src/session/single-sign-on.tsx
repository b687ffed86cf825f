import { msg } from "@lingui/core/macro";
import { useQuery } from "@tanstack/preact-query";
import { LogIn } from "lucide-preact";
import { useState } from "preact/hooks";
import { Button } from "../controls/button.tsx";
import { t } from "../text/i18n.ts";
import { beginSingleSignOn } from "./auth.ts";
import { useSession } from "./context.ts";
import { signInPath } from "./model.ts";

type SingleSignOnProps = { next: string; onError: (error: unknown) => void };

/** The way in by the company's own sign-in, where there is one. */
export function SingleSignOn({ next, onError }: SingleSignOnProps) {
  const session = useSession();
  const [busy, setBusy] = useState(false);
  const methods = useQuery({
    queryKey: ["sign-in-methods"],
    queryFn: () => session.api.session.methods.query(),
    staleTime: Infinity,
  });
  const name = methods.data?.singleSignOn?.name;
  if (name === undefined) return null;
  const go = async () => {
    setBusy(true);
    try {
      location.assign(await beginSingleSignOn(`/admin${next}`, `/admin${signInPath(next)}`));
    } catch (reason) {
      onError(reason);
      setBusy(false);
    }
  };
  return (
    <div class="sign-on">
      <span class="sign-on-or">{t(msg`or`)}</span>
      <Button class="button-wide" busy={busy} onClick={() => void go()}>
        <LogIn size={16} aria-hidden />
        {t(msg`Sign in with ${name}`)}
      </Button>
    </div>
  );
}
