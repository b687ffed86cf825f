import { msg, plural } from "@lingui/core/macro";
import { displayName, type ContactListItem } from "@tagdeck/core/contacts/contact";
import type { ContactSort } from "@tagdeck/core/contacts/inputs";
import type { ContactTag } from "@tagdeck/core/tags/tag";
import { TagChip } from "@tagdeck/ui/tag-chip.tsx";
import { ArrowDown, ArrowUp } from "lucide-preact";
import type { ComponentChildren } from "preact";
import { Link, useLocation, useSearch } from "wouter-preact";
import { Time } from "../controls/time.tsx";
import { t } from "../text/i18n.ts";
import { chipLife } from "./life.ts";

type ContactTableProps = {
  contacts: ContactListItem[];
  timeZone: string;
  stale: boolean;
  sort: ContactSort;
  onSort: (sort: ContactSort) => void;
  /** Shown first, since they are why the contact is here. */
  firstTagIds: readonly number[];
  href: (contact: ContactListItem) => string;
  tagHref: (tag: ContactTag) => string;
};

const chipsShown = 4;

export function ContactTable(props: ContactTableProps) {
  const { contacts, timeZone, stale, firstTagIds, href, tagHref, sort, onSort } = props;
  const [, navigate] = useLocation();
  // The way back leads to the list as it is.
  const state = { list: useSearch() };
  const isFirst = (tag: ContactTag) => Number(firstTagIds.includes(tag.id));
  return (
    <table class={`table contact-table${stale ? " is-stale" : ""}`} role="table" aria-busy={stale}>
      <thead role="rowgroup">
        <tr role="row">
          <th role="columnheader" scope="col" aria-sort={sort === "name" ? "ascending" : "none"}>
            <SortButton isOn={sort === "name"} icon={ArrowUp} onSort={() => onSort("name")}>
              {t(msg`Name`)}
            </SortButton>
          </th>
          <th role="columnheader" scope="col">
            {t(msg`E-mail and phone`)}
          </th>
          <th role="columnheader" scope="col">
            {t(msg`Tags`)}
          </th>
          <th
            role="columnheader"
            scope="col"
            class="col-created"
            aria-sort={sort === "newest" ? "descending" : "none"}
          >
            <SortButton isOn={sort === "newest"} icon={ArrowDown} onSort={() => onSort("newest")}>
              {t(msg`Created`)}
            </SortButton>
          </th>
        </tr>
      </thead>
      <tbody role="rowgroup" onKeyDown={walk}>
        {contacts.map((contact) => (
          <tr
            key={contact.id}
            role="row"
            onClick={(event) => {
              const onLink = event.target instanceof Element && event.target.closest("a") !== null;
              if (!onLink && !getSelection()?.toString()) navigate(href(contact), { state });
            }}
          >
            <td role="cell" class="col-contact">
              <Link href={href(contact)} state={state} class="row-link">
                {displayName(contact)}
              </Link>
              <span class="sub">{contact.externalId}</span>
            </td>
            <td role="cell" class="col-email">
              {contact.email ?? contact.phone ?? <span class="muted">–</span>}
              {contact.email !== null && contact.phone !== null && <span class="sub">{contact.phone}</span>}
            </td>
            <td role="cell" class="col-tags">
              <Chips
                tags={contact.tags.toSorted((a, b) => isFirst(b) - isFirst(a))}
                href={tagHref}
                timeZone={timeZone}
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

type SortButtonProps = {
  isOn: boolean;
  icon: typeof ArrowUp;
  onSort: () => void;
  children: ComponentChildren;
};

function SortButton({ isOn, icon: Icon, onSort, children }: SortButtonProps) {
  return (
    <button type="button" class="sort" onClick={onSort}>
      {children}
      <Icon size={14} aria-hidden class={isOn ? "" : "sort-off"} />
    </button>
  );
}

type ChipsProps = { tags: ContactTag[]; href: (tag: ContactTag) => string; timeZone: string };

// Tab stops at the contacts alone; their tags are a filter by pointer, and by the button above for all.
function Chips({ tags, href, timeZone }: ChipsProps) {
  const more = tags.length - chipsShown;
  const hidden = tags.slice(chipsShown).map((tag) => tag.name);
  return (
    <div class="chips">
      {tags.slice(0, chipsShown).map((tag) => (
        <Link key={tag.id} href={href(tag)} class="chip-link" tabIndex={-1}>
          <TagChip tag={tag} {...chipLife(tag, timeZone)} />
        </Link>
      ))}
      {more > 0 && (
        <span class="chips-more" title={hidden.join(", ")}>
          {t(msg`${plural(more, { one: "+# more", other: "+# more" })}`)}
        </span>
      )}
    </div>
  );
}

const rowLinks = () => [...document.querySelectorAll<HTMLElement>(".contact-table .row-link")];

/** True when there is one. */
export function focusFirstRow(): boolean {
  const [first] = rowLinks();
  first?.focus();
  return first !== undefined;
}

/** The arrows, Home and End go from contact to contact. */
function walk(event: KeyboardEvent): void {
  const links = rowLinks();
  const at = links.findIndex((link) => link === event.target);
  if (at < 0) return;
  const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: links.length - 1 }[event.key];
  const next = to === undefined ? undefined : links[to];
  if (!next) return;
  event.preventDefault();
  next.focus();
}
