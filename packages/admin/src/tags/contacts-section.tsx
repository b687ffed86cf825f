import { msg } from "@lingui/core/macro";
import { displayName } from "@tagdeck/core/contacts/contact";
import type { Tag } from "@tagdeck/core/tags/tag";
import { useQuery } from "@tanstack/preact-query";
import { ArrowRight } from "lucide-preact";
import { Link } from "wouter-preact";
import { Avatar } from "../controls/avatar.tsx";
import { Bone, LoadError, Loading } from "../controls/states.tsx";
import { ExportContacts } from "../exports/export-contacts.tsx";
import { useConsole } from "../shell/console.ts";
import { t } from "../text/i18n.ts";

const shown = 5;

/** The newest of the tag's contacts, and the way to all of them. */
export function ContactsSection({ tag }: { tag: Tag }) {
  const { slug, api, can } = useConsole();
  // The count is part of the question: when it moves, the list is another.
  const contacts = useQuery({
    queryKey: [slug, "contacts", "list", { ofTag: tag.id, contactCount: tag.contactCount }],
    queryFn: () => api.contacts.list.query({ tagId: tag.id, limit: shown }),
    placeholderData: (before) => before,
  });
  return (
    <section class="section" aria-labelledby="tag-contacts">
      <div class="section-head">
        <h2 id="tag-contacts" class="section-title">
          {t(msg`Newest contacts`)}
        </h2>
        <div class="page-actions">
          {can("exports.create") && <ExportContacts tagId={tag.id} />}
          <Link href={`/${slug}/contacts?tag=${tag.id}`} class="button button-quiet">
            {t(msg`Show all`)}
            <ArrowRight size={16} aria-hidden />
          </Link>
        </div>
      </div>
      {contacts.isPending && (
        <Loading>
          <Bone height={`${shown * 44}px`} />
        </Loading>
      )}
      {contacts.isError && !contacts.data && (
        <LoadError error={contacts.error} onRetry={() => void contacts.refetch()} />
      )}
      {contacts.data?.items.length === 0 && <p class="muted">{t(msg`No contact has this tag.`)}</p>}
      <ul class="tag-contacts">
        {contacts.data?.items.map((contact) => (
          <li key={contact.id}>
            <Link href={`/${slug}/contacts/${contact.id}`} class="tag-contact">
              <Avatar name={displayName(contact)} />
              <span class="tag-contact-name">{displayName(contact)}</span>
              <span class="muted">{contact.externalId}</span>
            </Link>
          </li>
        ))}
      </ul>
    </section>
  );
}
