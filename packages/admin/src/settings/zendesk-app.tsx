import { msg } from "@lingui/core/macro";
import type { ZendeskApp } from "@tagdeck/core/embed/session";
import { toProblem } from "@tagdeck/ui/problem";
import { KeyRound } from "lucide-preact";
import { useState } from "preact/hooks";
import { Button } from "../controls/button.tsx";
import { Confirm } from "../controls/confirm.tsx";
import { Dialog } from "../controls/dialog.tsx";
import { Field } from "../controls/field.tsx";
import { FormError } from "../controls/form-error.tsx";
import { Time } from "../controls/time.tsx";
import { useConsole } from "../shell/console.ts";
import { errorText, t } from "../text/i18n.ts";
import type { SettingsModel } from "./model.ts";
import { useSettings } from "./use-settings.ts";

/** What the signature of the workspace's Zendesk app is checked with. */
export function ZendeskAppSettings({ zendesk }: { zendesk: ZendeskApp | null }) {
  const { can, workspace } = useConsole();
  const model = useSettings();
  const [open, setOpen] = useState<"form" | "remove" | null>(null);
  const mayManage = can("keys.manage");
  const close = () => setOpen(null);
  return (
    <>
      {zendesk ? (
        <ul class="rows">
          <li class="row">
            <KeyRound size={18} class="row-icon" aria-hidden />
            <div class="row-text">
              <b class="mono">{zendesk.audience.replace(/^https:\/\/|\.json$/g, "")}</b>
              <span class="sub">
                RS256 · {t(msg`created`)} <Time at={zendesk.createdAt} timeZone={workspace.timeZone} />
              </span>
            </div>
            {mayManage && <Button onClick={() => setOpen("form")}>{t(msg`Replace`)}</Button>}
            {mayManage && <Button onClick={() => setOpen("remove")}>{t(msg`Remove`)}</Button>}
          </li>
        </ul>
      ) : (
        mayManage && <Button onClick={() => setOpen("form")}>{t(msg`Set the public key`)}</Button>
      )}
      {open === "form" && <ZendeskForm model={model} zendesk={zendesk} onClose={close} />}
      {open === "remove" && (
        <Confirm
          title={t(msg`Remove the Zendesk app?`)}
          action={t(msg`Remove`)}
          onConfirm={() => model.removeZendesk()}
          onClose={close}
        >
          {t(msg`Panels in Zendesk stop working at once.`)}
        </Confirm>
      )}
    </>
  );
}

type ZendeskFormProps = { model: SettingsModel; zendesk: ZendeskApp | null; onClose: () => void };

function ZendeskForm({ model, zendesk, onClose }: ZendeskFormProps) {
  const [audience, setAudience] = useState(zendesk?.audience ?? "");
  const [publicKey, setPublicKey] = useState(zendesk?.publicKey ?? "");
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const wrong = faultyFields(error);

  const save = async () => {
    setBusy(true);
    setError(null);
    try {
      await model.setZendesk({ audience, publicKey });
      onClose();
    } catch (reason) {
      setError(reason);
    }
    setBusy(false);
  };

  return (
    <Dialog open onClose={onClose} title={t(msg`Zendesk app`)}>
      <form
        class="form"
        onSubmit={(event) => {
          event.preventDefault();
          if (!busy) void save();
        }}
      >
        <FormError text={error === null || wrong.size > 0 ? null : errorText(error)} />
        <Field
          label={t(msg`Installation`)}
          hint={t(
            msg`https://YOUR.zendesk.com/api/v2/apps/installations/NUMBER.json; the number is in the list at /api/v2/apps/installations.json.`,
          )}
          error={wrong.has("audience") && t(msg`Type the address of the installation, as in the example.`)}
        >
          {(control) => (
            <input
              {...control}
              class="input mono"
              required
              maxLength={300}
              spellcheck={false}
              placeholder="https://acme.zendesk.com/api/v2/apps/installations/42.json"
              value={audience}
              onInput={(event) => setAudience(event.currentTarget.value)}
            />
          )}
        </Field>
        <Field
          label={t(msg`Public key`)}
          hint={t(msg`The PEM at https://YOUR.zendesk.com/api/v2/apps/APP_ID/public_key.pem.`)}
          error={wrong.has("publicKey") && t(msg`This is not an RSA public key.`)}
        >
          {(control) => (
            <textarea
              {...control}
              class="input mono"
              rows={6}
              maxLength={4_000}
              required
              spellcheck={false}
              placeholder="-----BEGIN PUBLIC KEY-----"
              value={publicKey}
              onInput={(event) => setPublicKey(event.currentTarget.value)}
            />
          )}
        </Field>
        <div class="dialog-actions">
          <Button onClick={onClose}>{t(msg`Cancel`)}</Button>
          <Button type="submit" variant="primary" busy={busy}>
            {t(msg`Save`)}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

/** The fields that the server did not accept. */
function faultyFields(error: unknown): ReadonlySet<string> {
  const { code, details } = toProblem(error);
  const issues: unknown = details["issues"];
  if (error === null || code !== "invalid_input" || !Array.isArray(issues)) return new Set();
  return new Set(issues.map((issue: { path?: unknown }) => String(issue.path)));
}
