import { msg } from "@lingui/core/macro";
import { Globe, X } from "lucide-preact";
import { useState } from "preact/hooks";
import { Button, IconButton } from "../controls/button.tsx";
import { Field } from "../controls/field.tsx";
import { notifyProblem } from "../controls/toaster.ts";
import { useConsole } from "../shell/console.ts";
import { errorText, t } from "../text/i18n.ts";
import { useSettings } from "./use-settings.ts";

export function Origins({ origins }: { origins: string[] }) {
  const { can } = useConsole();
  const model = useSettings();
  const [typed, setTyped] = useState("");
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const mayManage = can("keys.manage");

  const add = async () => {
    setBusy(true);
    setError(null);
    try {
      await model.addOrigin(typed.trim());
      setTyped("");
    } catch (reason) {
      setError(reason);
    }
    setBusy(false);
  };
  const remove = async (origin: string) => {
    try {
      await model.removeOrigin(origin);
    } catch (reason) {
      notifyProblem({ text: errorText(reason) });
    }
  };

  return (
    <section class="section" aria-labelledby="origins">
      <h2 id="origins" class="section-title">
        {t(msg`Allowed origins`)}
      </h2>
      <p class="section-text">{t(msg`The panel works only on pages of these addresses.`)}</p>
      {origins.length === 0 ? (
        <p class="rows-empty">{t(msg`No origin yet. The panel cannot be used before there is one.`)}</p>
      ) : (
        <ul class="rows">
          {origins.map((origin) => (
            <li key={origin} class="row">
              <Globe size={18} class="row-icon" aria-hidden />
              <span class="row-text mono">{origin}</span>
              {mayManage && (
                <IconButton label={t(msg`Remove ${origin}`)} onClick={() => void remove(origin)}>
                  <X size={16} aria-hidden />
                </IconButton>
              )}
            </li>
          ))}
        </ul>
      )}
      {mayManage && (
        <form
          class="inline-form"
          onSubmit={(event) => {
            event.preventDefault();
            if (!busy) void add();
          }}
        >
          <Field label={t(msg`New origin`)} error={error !== null && errorText(error)}>
            {(control) => (
              <input
                {...control}
                class="input mono"
                inputMode="url"
                autocapitalize="off"
                spellcheck={false}
                placeholder="https://chat.example.com"
                required
                maxLength={300}
                value={typed}
                onInput={(event) => {
                  setTyped(event.currentTarget.value);
                  setError(null);
                }}
              />
            )}
          </Field>
          <Button type="submit" busy={busy}>
            {t(msg`Add`)}
          </Button>
        </form>
      )}
    </section>
  );
}
