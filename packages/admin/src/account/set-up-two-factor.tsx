import { msg } from "@lingui/core/macro";
import { toProblem } from "@tagdeck/ui/problem";
import { useState } from "preact/hooks";
import { Button } from "../controls/button.tsx";
import { CodeField } from "../controls/code-field.tsx";
import { Dialog } from "../controls/dialog.tsx";
import { FormError } from "../controls/form-error.tsx";
import { beginTwoFactor, verifyCode } from "../session/auth.ts";
import { errorText, t } from "../text/i18n.ts";
import { BackupCodes } from "./backup-codes.tsx";
import { ConfirmPassword } from "./confirm-password.tsx";
import { QrCode } from "./qr-code.tsx";

type Step =
  | { kind: "password" }
  | { kind: "scan"; uri: string; backupCodes: string[] }
  | { kind: "codes"; backupCodes: string[] };

/** The password, then the app, then the codes for when the app is lost. */
export function SetUpTwoFactor({ onClose }: { onClose: () => void }) {
  const [step, setStep] = useState<Step>({ kind: "password" });
  switch (step.kind) {
    case "password":
      return (
        <ConfirmPassword
          title={t(msg`Set up two-factor sign-in`)}
          text={t(msg`You need an authenticator app on your telephone.`)}
          action={t(msg`Continue`)}
          onPassword={async (password) => setStep({ kind: "scan", ...(await beginTwoFactor(password)) })}
          onClose={onClose}
        />
      );
    case "scan":
      return (
        <Scan
          uri={step.uri}
          onDone={() => setStep({ kind: "codes", backupCodes: step.backupCodes })}
          onClose={onClose}
        />
      );
    case "codes":
      return <BackupCodes codes={step.backupCodes} onClose={onClose} />;
  }
}

function Scan({ uri, onDone, onClose }: { uri: string; onDone: () => void; onClose: () => void }) {
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const wrong = error !== null && toProblem(error).code === "code_wrong";
  const secret = new URL(uri).searchParams.get("secret") ?? "";
  const submit = async (form: HTMLFormElement) => {
    setBusy(true);
    setError(null);
    try {
      await verifyCode(String(new FormData(form).get("code")), false);
      onDone();
    } catch (reason) {
      setError(reason);
      setBusy(false);
    }
  };
  return (
    <Dialog
      open
      onClose={onClose}
      title={t(msg`Add Tagdeck to your app`)}
      description={t(
        msg`Scan this with the app, or type the key below into it. Then type the code that it shows.`,
      )}
    >
      <form
        class="form"
        onSubmit={(event) => {
          event.preventDefault();
          if (!busy) void submit(event.currentTarget);
        }}
      >
        <div class="qr">
          <QrCode text={uri} label={t(msg`The key as a QR code`)} />
          <span class="qr-secret">{secret.replace(/(.{4})(?=.)/g, "$1 ")}</span>
        </div>
        <FormError text={error === null || wrong ? null : errorText(error)} />
        <CodeField error={wrong ? errorText(error) : null} />
        <div class="dialog-actions">
          <Button onClick={onClose}>{t(msg`Cancel`)}</Button>
          <Button type="submit" variant="primary" busy={busy}>
            {t(msg`Switch it on`)}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
