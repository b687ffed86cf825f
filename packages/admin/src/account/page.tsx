import { msg } from "@lingui/core/macro";
import { useQuery } from "@tanstack/preact-query";
import { ArrowLeft } from "lucide-preact";
import { useState } from "preact/hooks";
import { Link } from "wouter-preact";
import { Button } from "../controls/button.tsx";
import { Bone, LoadError, Loading } from "../controls/states.tsx";
import { useSession } from "../session/context.ts";
import type { Session } from "../session/model.ts";
import { PasswordDialog } from "../session/password-dialog.tsx";
import { usePageTitle } from "../shell/page-title.ts";
import { t } from "../text/i18n.ts";
import { accountQuery } from "./queries.ts";
import { Sessions } from "./sessions.tsx";
import { TwoFactor } from "./two-factor.tsx";

/** How a person signs in: it belongs to them, not to a workspace. */
export function AccountPage({ session }: { session: Session }) {
  const { api } = useSession();
  const heading = usePageTitle(t(msg`Account`));
  const account = useQuery(accountQuery(api));
  const [changing, setChanging] = useState(false);
  const { name, email } = session.user;
  return (
    <main id="main" class="page account">
      <Link href="/" class="back">
        <ArrowLeft size={14} aria-hidden />
        {t(msg`Back to the workspace`)}
      </Link>
      <header class="page-head">
        <div>
          <h1 ref={heading} tabIndex={-1}>
            {t(msg`Account`)}
          </h1>
          <p class="muted">
            {name} · {email}
          </p>
        </div>
      </header>
      {account.isPending && (
        <Loading>
          <div class="bones">
            <Bone height="90px" />
            <Bone height="90px" />
            <Bone height="140px" />
          </div>
        </Loading>
      )}
      {account.isError && !account.data && (
        <LoadError error={account.error} onRetry={() => void account.refetch()} />
      )}
      {account.data && (
        <>
          {account.data.hasPassword ? (
            <>
              <section class="section" aria-labelledby="password">
                <div class="section-head">
                  <h2 id="password" class="section-title">
                    {t(msg`Password`)}
                  </h2>
                  <Button onClick={() => setChanging(true)}>{t(msg`Change the password`)}</Button>
                </div>
              </section>
              <TwoFactor on={account.data.twoFactor} />
            </>
          ) : (
            <p class="section-text">
              {t(msg`You sign in with your company’s account; it has your password.`)}
            </p>
          )}
          <Sessions sessions={account.data.sessions} />
        </>
      )}
      {changing && <PasswordDialog onClose={() => setChanging(false)} />}
    </main>
  );
}
