import { msg } from "@lingui/core/macro";
import type { Contact } from "@tagdeck/core/contacts/contact";
import type { ComponentChildren } from "preact";
import { Time } from "../controls/time.tsx";
import { useConsole } from "../shell/console.ts";
import { t } from "../text/i18n.ts";

export function ContactCard({ contact }: { contact: Contact }) {
  const { workspace } = useConsole();
  const { timeZone } = workspace;
  const facts: [string, ComponentChildren][] = [
    [t(msg`External id`), <span class="mono">{contact.externalId}</span>],
    [t(msg`E-mail`), contact.email],
    [t(msg`Phone`), contact.phone],
    [t(msg`Channel`), contact.channel],
    ...Object.entries(contact.attributes),
    [t(msg`Created`), contact.createdAt && <Time at={contact.createdAt} timeZone={timeZone} />],
    [t(msg`Updated`), contact.updatedAt && <Time at={contact.updatedAt} timeZone={timeZone} />],
  ];
  return (
    <aside class="card contact-card" aria-label={t(msg`About this contact`)}>
      <dl class="facts">
        {facts
          .filter(([, value]) => value !== null && value !== "")
          .map(([label, value]) => (
            <div key={label} class="fact">
              <dt>{label}</dt>
              <dd>{value}</dd>
            </div>
          ))}
      </dl>
    </aside>
  );
}
