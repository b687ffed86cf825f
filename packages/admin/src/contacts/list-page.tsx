import { msg } from "@lingui/core/macro";
import { useQuery } from "@tanstack/preact-query";
import { Contact, SearchX } from "lucide-preact";
import { Button } from "../controls/button.tsx";
import { Pager } from "../controls/pager.tsx";
import { SearchBox } from "../controls/search-box.tsx";
import { Bone, Empty, LoadError, Loading } from "../controls/states.tsx";
import { useConsole } from "../shell/console.ts";
import { Page } from "../shell/page.tsx";
import { t } from "../text/i18n.ts";
import { contactPageSizes } from "./list-state.ts";
import { contactListQuery } from "./queries.ts";
import { ContactTable } from "./table.tsx";
import { TagFilter } from "./tag-filter.tsx";
import { useContactList } from "./use-contact-list.ts";

export function ContactsPage() {
  const { slug, api, workspace } = useConsole();
  const list = useContactList();
  const page = useQuery(contactListQuery(api, slug, list.state));
  const { search, tagId } = list.state;

  const body = () => {
    if (page.isPending) {
      return (
        <Loading>
          <div class="skeleton-rows">
            {["140px", "96px", "180px", "120px", "160px", "110px"].map((width) => (
              <div key={width} class="skeleton-row">
                <Bone width={width} />
                <Bone width="88px" height="24px" />
              </div>
            ))}
          </div>
        </Loading>
      );
    }
    if (page.isError && !page.data)
      return <LoadError error={page.error} onRetry={() => void page.refetch()} />;
    if (page.data.items.length === 0) {
      return search === "" && tagId === null ? (
        <Empty
          icon={<Contact size={24} />}
          title={t(msg`No contacts yet`)}
          text={t(msg`A contact appears here when an agent puts the first tag on it in the chat.`)}
        />
      ) : (
        <Empty icon={<SearchX size={24} />} title={t(msg`No contact matches`)}>
          <Button onClick={() => list.change({ search: "", tagId: null })}>
            {t(msg`Show all contacts`)}
          </Button>
        </Empty>
      );
    }
    return (
      <>
        <ContactTable
          contacts={page.data.items}
          timeZone={workspace.timeZone}
          stale={page.isPlaceholderData}
          firstTagId={tagId}
          href={(contact) => `/${slug}/contacts/${contact.id}`}
        />
        <Pager
          onPrevious={list.previous}
          onNext={list.next(page.data.nextCursor)}
          size={list.state.size}
          sizes={contactPageSizes}
          onSize={(size) => list.change({ size })}
        />
      </>
    );
  };

  return (
    <Page title={t(msg`Contacts`)}>
      <div class="toolbar">
        <SearchBox
          label={t(msg`Search contacts`)}
          value={search}
          onSearch={(next) => list.change({ search: next })}
        />
        <TagFilter tagId={tagId} onChange={(id) => list.change({ tagId: id })} />
      </div>
      {body()}
    </Page>
  );
}
