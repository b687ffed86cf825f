import { msg } from "@lingui/core/macro";
import type { PanelKey } from "@tagdeck/core/embed/session";
import { toProblem } from "@tagdeck/ui/problem";
import { useState } from "preact/hooks";
import { Button } from "../controls/button.tsx";
import { CopyButton } from "../controls/copy-button.tsx";
import { Dialog } from "../controls/dialog.tsx";
import { Field } from "../controls/field.tsx";
import { FormError } from "../controls/form-error.tsx";
import { RadioCards } from "../controls/radio-cards.tsx";
import { Secret } from "../controls/secret.tsx";
import { errorText, t } from "../text/i18n.ts";
import type { SettingsModel } from "./model.ts";

type NewKeyDialogProps = { model: SettingsModel; onClose: () => void };

export function NewKeyDialog({ model, onClose }: NewKeyDialogProps) {
  const [alg, setAlg] = useState<PanelKey["alg"]>("HS256");
  const [publicKey, setPublicKey] = useState("");
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const [created, setCreated] = useState<{ key: PanelKey; secret: string | null } | null>(null);
  const atKey = error !== null && toProblem(error).code === "invalid_input";

  const create = async () => {
    setBusy(true);
    setError(null);
    try {
      const answer = await model.createKey(alg === "HS256" ? { alg } : { alg, publicKey });
      if (answer.secret === null) onClose();
      else setCreated(answer);
    } catch (reason) {
      setError(reason);
    }
    setBusy(false);
  };

  if (created?.secret) {
    return (
      <Dialog
        open
        role="alertdialog"
        onClose={onClose}
        title={t(msg`Copy the secret now`)}
        description={t(msg`It is shown only this once. Keep it on your server, never in a page.`)}
      >
        <Secret label={t(msg`Secret`)} text={created.secret} />
        <p class="field-hint">
          {t(msg`Key id (kid)`)}: <span class="mono">{created.key.kid}</span>
        </p>
        <div class="dialog-actions">
          <CopyButton text={created.secret} label={t(msg`Copy the secret`)} />
          <Button variant="primary" onClick={onClose}>
            {t(msg`Done`)}
          </Button>
        </div>
      </Dialog>
    );
  }
  return (
    <Dialog open onClose={onClose} title={t(msg`New signing key`)}>
      <form
        class="form"
        onSubmit={(event) => {
          event.preventDefault();
          if (!busy) void create();
        }}
      >
        <FormError text={error === null || atKey ? null : errorText(error)} />
        <RadioCards
          label={t(msg`Kind`)}
          value={alg}
          choices={[
            {
              value: "HS256",
              label: t(msg`Shared secret (HS256)`),
              text: t(msg`The simplest: Tagdeck makes a secret, and your server signs with it.`),
            },
            {
              value: "EdDSA",
              label: t(msg`Public key (EdDSA, Ed25519)`),
              text: t(msg`Your server keeps the private key; Tagdeck knows only the public one.`),
            },
            {
              value: "ES256",
              label: t(msg`Public key (ES256, P-256)`),
              text: t(msg`The same, with the curve most key services offer.`),
            },
          ]}
          onChange={setAlg}
        />
        {alg !== "HS256" && (
          <Field
            label={t(msg`Public key`)}
            hint={t(msg`PEM (SPKI), beginning with -----BEGIN PUBLIC KEY-----.`)}
            error={atKey && t(msg`This is not a public key of the chosen kind.`)}
          >
            {(control) => (
              <textarea
                {...control}
                class="input mono"
                rows={4}
                maxLength={2_000}
                required
                spellcheck={false}
                placeholder="-----BEGIN PUBLIC KEY-----"
                value={publicKey}
                onInput={(event) => setPublicKey(event.currentTarget.value)}
              />
            )}
          </Field>
        )}
        <div class="dialog-actions">
          <Button onClick={onClose}>{t(msg`Cancel`)}</Button>
          <Button type="submit" variant="primary" busy={busy}>
            {alg === "HS256" ? t(msg`Create the secret`) : t(msg`Add the key`)}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
