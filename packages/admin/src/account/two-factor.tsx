import { msg } from "@lingui/core/macro";
import { useQueryClient } from "@tanstack/preact-query";
import { useState } from "preact/hooks";
import { Button } from "../controls/button.tsx";
import { notify } from "../controls/toaster.ts";
import { endTwoFactor, makeBackupCodes } from "../session/auth.ts";
import { t } from "../text/i18n.ts";
import { BackupCodes } from "./backup-codes.tsx";
import { ConfirmPassword } from "./confirm-password.tsx";
import { accountKey } from "./queries.ts";
import { SetUpTwoFactor } from "./set-up-two-factor.tsx";

type Open = { kind: "set-up" | "off" | "codes" } | { kind: "fresh"; codes: string[] };

export function TwoFactor({ on }: { on: boolean }) {
  const queries = useQueryClient();
  const [open, setOpen] = useState<Open | null>(null);
  const close = () => {
    setOpen(null);
    void queries.invalidateQueries({ queryKey: accountKey });
  };
  return (
    <section class="section" aria-labelledby="two-factor">
      <div class="section-head">
        <h2 id="two-factor" class="section-title">
          {t(msg`Two-factor sign-in`)} <span class="badge">{on ? t(msg`on`) : t(msg`off`)}</span>
        </h2>
        {!on && (
          <Button variant="primary" onClick={() => setOpen({ kind: "set-up" })}>
            {t(msg`Set it up`)}
          </Button>
        )}
      </div>
      <p class="section-text">
        {t(msg`After the password you type six digits that an app on your telephone shows.`)}
      </p>
      {on && (
        <div class="save-bar">
          <Button onClick={() => setOpen({ kind: "codes" })}>{t(msg`New backup codes`)}</Button>
          <Button onClick={() => setOpen({ kind: "off" })}>{t(msg`Switch it off`)}</Button>
        </div>
      )}
      {open?.kind === "set-up" && <SetUpTwoFactor onClose={close} />}
      {open?.kind === "fresh" && <BackupCodes codes={open.codes} onClose={close} />}
      {open?.kind === "codes" && (
        <ConfirmPassword
          title={t(msg`New backup codes`)}
          text={t(msg`The ones you have now will not work any more.`)}
          action={t(msg`Make new codes`)}
          onPassword={async (password) => setOpen({ kind: "fresh", codes: await makeBackupCodes(password) })}
          onClose={close}
        />
      )}
      {open?.kind === "off" && (
        <ConfirmPassword
          title={t(msg`Switch two-factor sign-in off?`)}
          text={t(msg`Your password alone will then be enough to sign in.`)}
          action={t(msg`Switch it off`)}
          onPassword={async (password) => {
            await endTwoFactor(password);
            notify({ text: t(msg`Two-factor sign-in is off`) });
            close();
          }}
          onClose={close}
        />
      )}
    </section>
  );
}
