import { msg } from "@lingui/core/macro";
import { toProblem } from "@tagdeck/ui/problem";
import { useQuery } from "@tanstack/preact-query";
import { CircleMinus, Contact, Filter, SearchX } from "lucide-preact";
import { Link } from "wouter-preact";
import { Button } from "../controls/button.tsx";
import { Pager } from "../controls/pager.tsx";
import { SearchBox } from "../controls/search-box.tsx";
import { Empty, LoadError } from "../controls/states.tsx";
import { useConsole } from "../shell/console.ts";
import { Page } from "../shell/page.tsx";
import { t } from "../text/i18n.ts";
import { ActiveFilters } from "./active-filters.tsx";
import { ContactTotal } from "./contact-total.tsx";
import { contactPageSizes, isFiltered, wholeList } from "./list-state.ts";
import { contactCountQuery, contactListQuery } from "./queries.ts";
import { ContactSkeleton } from "./skeleton.tsx";
import { ContactTable, focusFirstRow } from "./table.tsx";
import { ContactTabs } from "./tabs.tsx";
import { TagFilter } from "./tag-filter.tsx";
import { useContactList } from "./use-contact-list.ts";

export function ContactsPage() {
  const { slug, api, workspace, can } = useConsole();
  const list = useContactList();
  const { state, change } = list;
  const page = useQuery(contactListQuery(api, slug, state));
  const count = useQuery(contactCountQuery(api, slug, state));

  const body = () => {
    if (page.isPending) return <ContactSkeleton />;
    if (page.isError && toProblem(page.error).code === "tag_not_found") {
      return (
        <Empty
          icon={<SearchX size={24} />}
          title={t(msg`A tag of this filter is deleted`)}
          text={t(msg`Contacts cannot be found by it any more.`)}
        >
          <Button onClick={() => change(wholeList)}>{t(msg`Show all contacts`)}</Button>
        </Empty>
      );
    }
    if (page.isError && !page.data)
      return <LoadError error={page.error} onRetry={() => void page.refetch()} />;
    if (page.data.items.length === 0) {
      return isFiltered(state) ? (
        <Empty
          icon={<SearchX size={24} />}
          title={t(msg`No contact matches`)}
          text={t(
            msg`Names, e-mail addresses and ids are found by the beginning of each word, telephone numbers also by their last digits.`,
          )}
        >
          <Button onClick={() => change(wholeList)}>{t(msg`Show all contacts`)}</Button>
        </Empty>
      ) : (
        <Empty
          icon={<Contact size={24} />}
          title={t(msg`No contacts yet`)}
          text={t(msg`A contact appears here when an agent puts the first tag on it in the chat.`)}
        >
          {can("settings.read") && (
            <Link href={`/${slug}/settings/panel`} class="button button-primary">
              {t(msg`Set up the panel`)}
            </Link>
          )}
        </Empty>
      );
    }
    return (
      <>
        <ContactTable
          contacts={page.data.items}
          timeZone={workspace.timeZone}
          stale={page.isPlaceholderData}
          sort={state.sort}
          onSort={(sort) => change({ sort })}
          firstTagIds={state.tags}
          href={(contact) => `/${slug}/contacts/${contact.id}`}
          tagHref={(tag) => `/${slug}/contacts?tag=${tag.id}`}
        />
        <Pager
          onPrevious={list.previous}
          onNext={list.next(page.data.nextCursor)}
          size={state.size}
          sizes={contactPageSizes}
          onSize={(size) => change({ size })}
        />
      </>
    );
  };

  const add = (ids: readonly number[], id: number) => [...new Set([...ids, id])].slice(0, 20);
  return (
    <Page title={t(msg`Contacts`)}>
      <ContactTabs here="all" />
      <div
        class="toolbar contact-toolbar"
        onKeyDown={(event) => {
          const inSearch = event.target instanceof HTMLInputElement && event.target.type === "search";
          if (event.key === "ArrowDown" && inSearch && focusFirstRow()) event.preventDefault();
        }}
      >
        <SearchBox
          label={t(msg`Search contacts`)}
          value={state.search}
          onSearch={(search) => change({ search })}
        />
        <TagFilter
          label={t(msg`With a tag`)}
          find={t(msg`Find a tag to have`)}
          icon={<Filter size={16} aria-hidden />}
          chosen={state.tags}
          onChoose={(id) =>
            change({ tags: add(state.tags, id), without: state.without.filter((one) => one !== id) })
          }
        />
        <TagFilter
          label={t(msg`Without a tag`)}
          find={t(msg`Find a tag not to have`)}
          icon={<CircleMinus size={16} aria-hidden />}
          chosen={state.without}
          onChoose={(id) =>
            change({ without: add(state.without, id), tags: state.tags.filter((one) => one !== id) })
          }
        />
        <ContactTotal total={page.isError ? undefined : count.data} />
      </div>
      <ActiveFilters state={state} onChange={change} />
      {body()}
    </Page>
  );
}
