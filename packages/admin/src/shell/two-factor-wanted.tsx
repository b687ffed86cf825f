import { msg } from "@lingui/core/macro";
import { ShieldCheck } from "lucide-preact";
import { Link } from "wouter-preact";
import { Empty } from "../controls/states.tsx";
import { SignOutButton } from "../session/sign-out-button.tsx";
import { t } from "../text/i18n.ts";
import { usePageTitle } from "./page-title.ts";

/** In place of a workspace that asks for a second step, for who has not set it up. */
export function TwoFactorWanted() {
  usePageTitle(t(msg`Two-factor sign-in`));
  return (
    <main id="main" class="page">
      <Empty
        alone
        icon={<ShieldCheck size={24} />}
        title={t(msg`This workspace asks for two-factor sign-in`)}
        text={t(msg`Set up an authenticator app in your account, then come back.`)}
      >
        <Link href="/account" class="button button-primary">
          {t(msg`Set it up`)}
        </Link>
        <SignOutButton />
      </Empty>
    </main>
  );
}
