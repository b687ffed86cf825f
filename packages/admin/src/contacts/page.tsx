import { msg } from "@lingui/core/macro";
import { displayName } from "@tagdeck/core/contacts/contact";
import { toProblem } from "@tagdeck/ui/problem";
import { useQuery } from "@tanstack/preact-query";
import { ArrowLeft, Trash2, UserX } from "lucide-preact";
import { useState } from "preact/hooks";
import { Link, useLocation } from "wouter-preact";
import { useHistoryState } from "wouter-preact/use-browser-location";
import { Avatar } from "../controls/avatar.tsx";
import { Button } from "../controls/button.tsx";
import { Bone, Empty, LoadError, Loading } from "../controls/states.tsx";
import { useConsole } from "../shell/console.ts";
import { Page } from "../shell/page.tsx";
import { t } from "../text/i18n.ts";
import { ContactCard } from "./card.tsx";
import { ContactTags } from "./contact-tags.tsx";
import { EraseDialog } from "./erase-dialog.tsx";
import { History } from "./history.tsx";
import { contactQuery } from "./queries.ts";

export function ContactPage({ id }: { id: number }) {
  const { slug, api, can } = useConsole();
  const [, navigate] = useLocation();
  const contact = useQuery(contactQuery(api, slug, id));
  const [erasing, setErasing] = useState(false);
  const home = `/${slug}/contacts`;
  const list = readList(useHistoryState());
  const back = (
    <Link href={list === "" ? home : `${home}?${list}`} class="back">
      <ArrowLeft size={16} aria-hidden />
      {t(msg`Contacts`)}
    </Link>
  );

  if (contact.isPending) {
    return (
      <Page key="loading" title={t(msg`Contact`)} above={back}>
        <ContactBones />
      </Page>
    );
  }
  // Also when somebody erases it while it is shown.
  if (contact.isError && toProblem(contact.error).code === "contact_not_found") {
    return (
      <Page key="gone" title={t(msg`Contact`)} above={back}>
        <Empty
          icon={<UserX size={24} />}
          title={t(msg`This contact is not there`)}
          text={t(msg`It may have been erased, or the address is mistyped.`)}
        >
          <Link href={home} class="button button-default">
            {t(msg`Show all contacts`)}
          </Link>
        </Empty>
      </Page>
    );
  }
  if (contact.data === undefined) {
    return (
      <Page key="error" title={t(msg`Contact`)} above={back}>
        <LoadError error={contact.error} onRetry={() => void contact.refetch()} />
      </Page>
    );
  }
  const name = displayName(contact.data);
  return (
    <Page
      key="contact"
      title={name}
      above={back}
      lead={<Avatar name={name} large />}
      actions={
        can("contacts.erase") && (
          <Button onClick={() => setErasing(true)}>
            <Trash2 size={16} aria-hidden />
            {t(msg`Erase…`)}
          </Button>
        )
      }
    >
      <div class="contact">
        <div class="contact-main">
          <ContactTags id={id} contact={contact.data} />
          <History id={id} tags={contact.data.tags} />
        </div>
        <ContactCard contact={contact.data} />
      </div>
      {erasing && (
        <EraseDialog
          id={id}
          contact={contact.data}
          onErased={() => navigate(home)}
          onClose={() => setErasing(false)}
        />
      )}
    </Page>
  );
}

function ContactBones() {
  return (
    <Loading>
      <div class="contact">
        <div class="bones">
          <Bone height="24px" width="60%" />
          <Bone height="42px" width="min(440px, 100%)" />
          <Bone height="20px" width="70%" />
          <Bone height="20px" width="55%" />
          <Bone height="20px" width="62%" />
        </div>
        <Bone height="240px" />
      </div>
    </Loading>
  );
}

/** What the list was asked for, when this page was opened from it. */
function readList(historyState: unknown): string {
  if (typeof historyState !== "object" || historyState === null || !("list" in historyState)) return "";
  return typeof historyState.list === "string" ? historyState.list : "";
}
