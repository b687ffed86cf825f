import type { MessageDescriptor } from "@lingui/core";
import { msg } from "@lingui/core/macro";
import type { ZendeskApp } from "@tagdeck/core/embed/session";
import type { ComponentChildren } from "preact";
import { useConsole } from "../shell/console.ts";
import { t } from "../text/i18n.ts";
import { Snippet } from "./embed-snippets.tsx";
import { frameAddress, frameCspLines, frameSnippet, zendeskManifest } from "./snippets.ts";
import { ZendeskAppSettings } from "./zendesk-app.tsx";

const chatwootSteps = [
  msg`Add Chatwoot’s own address above, under Allowed origins.`,
  msg`In Chatwoot, open Settings → Integrations → Dashboard apps, and add an app with the address below.`,
  msg`It is a tab of every conversation. Each agent signs in to Tagdeck there once a day.`,
];
const frontSteps = [
  msg`Add https://app.frontapp.com above, under Allowed origins.`,
  msg`In Front, open Settings → Developers, create an app, and add a sidebar plugin with the address below.`,
  msg`Each agent signs in to Tagdeck in the plugin once a day, by a code: Front’s plugins open no windows.`,
];
const zendeskSteps = [
  msg`Add your Zendesk’s address above, under Allowed origins.`,
  msg`Make a folder with the manifest below, check it with Zendesk’s zcli, and upload it as a private app in the Admin Center.`,
  msg`Give Tagdeck the app’s public key and its installation. Agents need not sign in: Zendesk signs who they are.`,
];

/** Consoles whose page cannot be changed, and take a frame. */
export function Frames({ zendesk }: { zendesk: ZendeskApp | null }) {
  const { slug } = useConsole();
  const { origin } = location;
  const address = t(msg`Address of the panel`);
  return (
    <section class="section" aria-labelledby="frames">
      <h2 id="frames" class="section-title">
        {t(msg`Consoles that take a frame`)}
      </h2>
      <p class="section-text">
        {t(
          msg`Where you cannot put the panel into the page itself, it is shown in a frame. Which conversation is open, the console says; who the agent is, never.`,
        )}
      </p>
      <Host name="Chatwoot" steps={chatwootSteps}>
        <Snippet title={address} code={frameAddress(origin, slug, "chatwoot")} />
      </Host>
      <Host name="Front" steps={frontSteps}>
        <Snippet title={address} code={frameAddress(origin, slug, "front")} />
      </Host>
      <Host name="Zendesk" steps={zendeskSteps}>
        <ZendeskAppSettings zendesk={zendesk} />
        <Snippet title="manifest.json" code={zendeskManifest(origin, slug)} />
      </Host>
      <Host name={t(msg`A frame of your own`)} steps={[]}>
        <Snippet title={t(msg`In the page, beside the conversation`)} code={frameSnippet(origin, slug)} />
        <Snippet title={t(msg`In your content security policy`)} code={frameCspLines(origin)} />
      </Host>
    </section>
  );
}

type HostProps = { name: string; steps: readonly MessageDescriptor[]; children: ComponentChildren };

function Host({ name, steps, children }: HostProps) {
  return (
    <details class="host">
      <summary>{name}</summary>
      <div class="host-body">
        {steps.length > 0 && (
          <ol class="steps">
            {steps.map((step) => (
              <li key={step.id}>{t(step)}</li>
            ))}
          </ol>
        )}
        {children}
      </div>
    </details>
  );
}
