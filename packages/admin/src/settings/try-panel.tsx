import { msg } from "@lingui/core/macro";
import type { PanelKey } from "@tagdeck/core/embed/session";
import { useQuery } from "@tanstack/preact-query";
import { useState } from "preact/hooks";
import { Button } from "../controls/button.tsx";
import { Field } from "../controls/field.tsx";
import { useConsole } from "../shell/console.ts";
import { t } from "../text/i18n.ts";
import { type Trial, TrialPanel } from "./trial-panel.tsx";

/** Shows the panel as a page of an allowed origin would, with a token signed by one of the keys. */
export function TryPanel({ keys, origins }: { keys: PanelKey[]; origins: string[] }) {
  const { slug, api } = useConsole();
  const first = useQuery({
    queryKey: [slug, "first-contact"],
    queryFn: async () => (await api.contacts.list.query({ limit: 1 })).items[0]?.externalId ?? "test:1",
    staleTime: Infinity,
  });
  const [contact, setContact] = useState<string | null>(null);
  const [trial, setTrial] = useState<(Trial & { at: number }) | null>(null);
  const usable = keys.filter(({ alg }) => alg === "HS256");
  const ready = usable.length > 0 && origins.length > 0;

  const show = (form: HTMLFormElement) => {
    const data = new FormData(form);
    const text = (name: string) => String(data.get(name)).trim();
    setTrial({ kid: text("kid"), origin: text("origin"), externalId: text("contact"), at: Date.now() });
  };
  return (
    <section class="section" aria-labelledby="try-panel">
      <h2 id="try-panel" class="section-title">
        {t(msg`Try the panel`)}
      </h2>
      <p class="section-text">
        {t(
          msg`A token is signed on the spot, good for a minute and for one contact, and exchanged as your chat’s page would. What you change in the panel is real.`,
        )}
      </p>
      {ready ? (
        <form
          class="try-form"
          onSubmit={(event) => {
            event.preventDefault();
            show(event.currentTarget);
          }}
        >
          <Choice label={t(msg`Key`)} name="kid" values={usable.map(({ kid }) => kid)} />
          <Choice label={t(msg`Origin`)} name="origin" values={origins} />
          <Field label={t(msg`Contact (external id)`)}>
            {(control) => (
              <input
                {...control}
                class="input mono"
                name="contact"
                required
                maxLength={200}
                spellcheck={false}
                value={contact ?? first.data ?? ""}
                onInput={(event) => setContact(event.currentTarget.value)}
              />
            )}
          </Field>
          <Button type="submit">{t(msg`Show the panel`)}</Button>
        </form>
      ) : (
        <p class="rows-empty">
          {keys.length > 0 && usable.length === 0
            ? t(msg`Your keys are public keys: only your server can sign with them.`)
            : t(msg`A key and an allowed origin are needed first.`)}
        </p>
      )}
      {trial && <TrialPanel key={trial.at} trial={trial} />}
    </section>
  );
}

function Choice({ label, name, values }: { label: string; name: string; values: string[] }) {
  return (
    <Field label={label}>
      {(control) => (
        <select {...control} class="select mono" name={name}>
          {values.map((value) => (
            <option key={value} value={value}>
              {value}
            </option>
          ))}
        </select>
      )}
    </Field>
  );
}
