import { msg } from "@lingui/core/macro";
import { displayName } from "@tagdeck/core/contacts/contact";
import { toProblem } from "@tagdeck/ui/problem";
import { useQuery } from "@tanstack/preact-query";
import { ArrowLeft } from "lucide-preact";
import { Link } from "wouter-preact";
import { Avatar } from "../controls/avatar.tsx";
import { Bone, LoadError, Loading } from "../controls/states.tsx";
import { useConsole } from "../shell/console.ts";
import { NotFound } from "../shell/not-found.tsx";
import { Page } from "../shell/page.tsx";
import { t } from "../text/i18n.ts";
import { ContactCard } from "./card.tsx";
import { ContactTags } from "./contact-tags.tsx";
import { History } from "./history.tsx";
import { contactQuery } from "./queries.ts";

export function ContactPage({ id }: { id: number }) {
  const { slug, api } = useConsole();
  const contact = useQuery(contactQuery(api, slug, id));
  const back = (
    <Link href={`/${slug}/contacts`} class="back">
      <ArrowLeft size={16} aria-hidden />
      {t(msg`Contacts`)}
    </Link>
  );

  if (contact.isPending) {
    return (
      <Page key="loading" title={t(msg`Contact`)} above={back}>
        <Loading>
          <Bone height="96px" />
        </Loading>
      </Page>
    );
  }
  if (contact.data === undefined) {
    return toProblem(contact.error).code === "contact_not_found" ? (
      <NotFound home={`/${slug}/contacts`} />
    ) : (
      <Page key="error" title={t(msg`Contact`)} above={back}>
        <LoadError error={contact.error} onRetry={() => void contact.refetch()} />
      </Page>
    );
  }
  const name = displayName(contact.data);
  return (
    <Page key="contact" title={name} above={back} lead={<Avatar name={name} large />}>
      <div class="contact">
        <div class="contact-main">
          <ContactTags id={id} contact={contact.data} />
          <History id={id} />
        </div>
        <ContactCard contact={contact.data} />
      </div>
    </Page>
  );
}
