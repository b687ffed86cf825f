import type { MessageDescriptor } from "@lingui/core";
import { msg } from "@lingui/core/macro";
import type { JSX } from "preact";
import { Link } from "wouter-preact";
import { useConsole } from "../shell/console.ts";
import { NotFound } from "../shell/not-found.tsx";
import { Page } from "../shell/page.tsx";
import { t } from "../text/i18n.ts";
import { GeneralSettings } from "./general.tsx";
import { LimitSettings } from "./limits.tsx";
import { PanelSettings } from "./panel.tsx";

const tabs: { name: string; label: MessageDescriptor; Tab: () => JSX.Element }[] = [
  { name: "general", label: msg`General`, Tab: GeneralSettings },
  { name: "limits", label: msg`Limits and rights`, Tab: LimitSettings },
  { name: "panel", label: msg`Panel`, Tab: PanelSettings },
];

export function SettingsPage({ tab }: { tab: string }) {
  const { slug } = useConsole();
  const shown = tabs.find(({ name }) => name === tab);
  if (!shown) return <NotFound home={`/${slug}/settings`} />;
  return (
    <Page title={t(msg`Settings`)} narrow>
      <nav class="tabs" aria-label={t(msg`Settings`)}>
        {tabs.map(({ name, label }) => (
          <Link
            key={name}
            href={name === "general" ? `/${slug}/settings` : `/${slug}/settings/${name}`}
            class={`tab${name === tab ? " is-here" : ""}`}
            aria-current={name === tab ? "page" : undefined}
          >
            {t(label)}
          </Link>
        ))}
      </nav>
      <shown.Tab />
    </Page>
  );
}
