import { msg, plural } from "@lingui/core/macro";
import { displayName, type ContactListItem } from "@tagdeck/core/contacts/contact";
import { TagChip } from "@tagdeck/ui/tag-chip.tsx";
import { Link, useLocation } from "wouter-preact";
import { Time } from "../controls/time.tsx";
import { t } from "../text/i18n.ts";

type ContactTableProps = {
  contacts: ContactListItem[];
  timeZone: string;
  stale: boolean;
  /** Shown first, since it is why the contact is here. */
  firstTagId: number | null;
  href: (contact: ContactListItem) => string;
};

const chipsShown = 4;

export function ContactTable({ contacts, timeZone, stale, firstTagId, href }: ContactTableProps) {
  const [, navigate] = useLocation();
  return (
    <table class={`table contact-table${stale ? " is-stale" : ""}`} role="table" aria-busy={stale}>
      <thead role="rowgroup">
        <tr role="row">
          <th role="columnheader" scope="col">
            {t(msg`Name`)}
          </th>
          <th role="columnheader" scope="col">
            {t(msg`E-mail`)}
          </th>
          <th role="columnheader" scope="col">
            {t(msg`Tags`)}
          </th>
          <th role="columnheader" scope="col" class="col-created">
            {t(msg`Created`)}
          </th>
        </tr>
      </thead>
      <tbody role="rowgroup">
        {contacts.map((contact) => (
          <tr
            key={contact.id}
            role="row"
            onClick={(event) => {
              const onLink = event.target instanceof Element && event.target.closest("a") !== null;
              if (!onLink && !getSelection()?.toString()) navigate(href(contact));
            }}
          >
            <td role="cell" class="col-contact">
              <Link href={href(contact)} class="row-link">
                {displayName(contact)}
              </Link>
              <span class="sub">{contact.externalId}</span>
            </td>
            <td role="cell" class="col-email">
              {contact.email ?? <span class="muted">–</span>}
            </td>
            <td role="cell" class="col-tags">
              <Chips
                tags={contact.tags.toSorted(
                  (a, b) => Number(b.id === firstTagId) - Number(a.id === firstTagId),
                )}
              />
            </td>
            <td role="cell" class="col-created">
              <Time at={contact.createdAt} timeZone={timeZone} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Chips({ tags }: { tags: ContactListItem["tags"] }) {
  const more = tags.length - chipsShown;
  const hidden = tags.slice(chipsShown).map((tag) => tag.name);
  return (
    <div class="chips">
      {tags.slice(0, chipsShown).map((tag) => (
        <TagChip key={tag.id} tag={tag} />
      ))}
      {more > 0 && (
        <span class="chips-more" title={hidden.join(", ")}>
          {t(msg`${plural(more, { one: "+# more", other: "+# more" })}`)}
        </span>
      )}
    </div>
  );
}
