import { msg } from "@lingui/core/macro";
import { CircleAlert, CircleCheck } from "lucide-preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { useConsole } from "../shell/console.ts";
import { theme } from "../shell/preferences.ts";
import { errorText, locale, t } from "../text/i18n.ts";

export type Trial = { kid: string; origin: string; externalId: string };

type Mounted = {
  destroy(): void;
  ready: Promise<void>;
  on(name: string, listener: (event: Event) => void): void;
};
type Tagdeck = { mount(target: Element, options: Record<string, unknown>): Mounted };

type Result = { kind: "good" } | { kind: "bad"; error: unknown };

/** The panel itself, from the script that hosts load. */
export function TrialPanel({ trial }: { trial: Trial }) {
  const { slug, api } = useConsole();
  const place = useRef<HTMLDivElement>(null);
  const [result, setResult] = useState<Result | null>(null);

  useEffect(() => {
    const target = place.current;
    if (!target) return undefined;
    let gone = false;
    let mounted: Mounted | undefined;
    const { kid, origin, externalId } = trial;
    const fail = (error: unknown) => {
      if (!gone) setResult({ kind: "bad", error });
    };
    // Our own frames say the site before the token: it is the site that must be allowed.
    const getToken = async () => {
      const { token } = await api.embed.testToken
        .query({ kid, origin, externalId, role: "agent" })
        .catch((error: unknown) => {
          fail(error);
          throw error;
        });
      return `${origin} ${token}`;
    };
    void loadPanel().then((tagdeck) => {
      if (gone) return;
      mounted = tagdeck.mount(target, {
        workspace: slug,
        contact: externalId,
        locale: locale.value,
        theme: theme.value,
        shortcut: false,
        baseUrl: location.origin,
        getToken,
      });
      mounted.on("error", (event) => {
        // safe because the panel's errors are of this form
        const { code } = (event as CustomEvent<{ code: string }>).detail;
        fail({ code, details: {} });
      });
      void mounted.ready.then(() => {
        if (!gone) setResult((known) => known ?? { kind: "good" });
      });
    }, fail);
    return () => {
      gone = true;
      mounted?.destroy();
    };
  }, [trial, slug, api]);

  return (
    <>
      <div role="status">
        {result?.kind === "good" && (
          <p class="try-result is-good">
            <CircleCheck size={16} aria-hidden />
            {t(msg`It works: the key has signed, and the origin is allowed.`)}
          </p>
        )}
      </div>
      <div role="alert">
        {result?.kind === "bad" && (
          <p class="try-result is-bad">
            <CircleAlert size={16} aria-hidden />
            {errorText(result.error)}
          </p>
        )}
      </div>
      <div ref={place} class="try-panel" role="region" aria-label={t(msg`The panel`)} />
    </>
  );
}

/** Loads the panel's script once; it is a file of the server, not of the console. */
async function loadPanel(): Promise<Tagdeck> {
  const known = () => (window as { Tagdeck?: Tagdeck }).Tagdeck; // safe because only the panel's script sets it
  if (!known()) {
    const address = "/embed/v1/tagdeck.js";
    await import(/* @vite-ignore */ address);
  }
  const tagdeck = known();
  if (!tagdeck) throw new TypeError("panel");
  return tagdeck;
}
