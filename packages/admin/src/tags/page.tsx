import { msg, plural } from "@lingui/core/macro";
import type { Tag } from "@tagdeck/core/tags/tag";
import { useQuery, useQueryClient } from "@tanstack/preact-query";
import { Plus, SearchX, Tags } from "lucide-preact";
import { useMemo, useState } from "preact/hooks";
import { useLocation } from "wouter-preact";
import { Button } from "../controls/button.tsx";
import { Pager } from "../controls/pager.tsx";
import { SearchBox } from "../controls/search-box.tsx";
import { Empty, LoadError } from "../controls/states.tsx";
import { useConsole } from "../shell/console.ts";
import { Page } from "../shell/page.tsx";
import { t } from "../text/i18n.ts";
import { DescribeDialog } from "./describe-dialog.tsx";
import { pageSizes, sortBy } from "./list-state.ts";
import { createTagsModel } from "./model.ts";
import { NameCell } from "./name-cell.tsx";
import { NewTagDialog } from "./new-tag-dialog.tsx";
import { tagListQuery } from "./queries.ts";
import { RestoreDialog } from "./restore-dialog.tsx";
import { RowActions } from "./row-actions.tsx";
import { TagTableSkeleton } from "./skeleton.tsx";
import { TagTable } from "./table.tsx";
import { useTagActions } from "./use-tag-actions.ts";
import { useTagList } from "./use-tag-list.ts";

export function TagsPage() {
  const { slug, api, workspace, can } = useConsole();
  const [, navigate] = useLocation();
  const queries = useQueryClient();
  const model = useMemo(() => createTagsModel(api, queries, slug), [api, queries, slug]);
  const list = useTagList();
  const page = useQuery(tagListQuery(api, slug, list.state));
  const actions = useTagActions(model);
  const [newName, setNewName] = useState<string | null>(null);
  const [editing, setEditing] = useState<number | null>(null);
  const [describing, setDescribing] = useState<Tag | null>(null);

  const mayEdit = can("tags.edit");
  const max = workspace.settings.tagNameMax;
  const contactsHref = (tag: Tag) => `/${slug}/contacts?tag=${tag.id}`;
  const { search } = list.state;
  const total = page.data?.total ?? 0;

  const body = () => {
    if (page.isPending) return <TagTableSkeleton />;
    if (page.isError && !page.data)
      return <LoadError error={page.error} onRetry={() => void page.refetch()} />;
    if (page.data.items.length === 0) {
      return search === "" ? (
        <Empty
          icon={<Tags size={24} />}
          title={t(msg`No tags yet`)}
          text={t(msg`Tags say what a contact is about: VIP, newsletter, wants a refund.`)}
        >
          {can("tags.create") && (
            <Button variant="primary" onClick={() => setNewName("")}>
              <Plus size={16} aria-hidden />
              {t(msg`Create the first tag`)}
            </Button>
          )}
        </Empty>
      ) : (
        <Empty icon={<SearchX size={24} />} title={t(msg`No tag matches “${search}”`)}>
          {can("tags.create") && (
            <Button variant="primary" onClick={() => setNewName(search)}>
              <Plus size={16} aria-hidden />
              {t(msg`Create “${search}”`)}
            </Button>
          )}
          <Button onClick={() => list.change({ search: "" })}>{t(msg`Show all tags`)}</Button>
        </Empty>
      );
    }
    return (
      <>
        <TagTable
          tags={page.data.items}
          state={list.state}
          stale={page.isPlaceholderData}
          onSort={(sort) => list.change(sortBy(list.state, sort))}
          onOpen={(tag) => navigate(contactsHref(tag))}
          onRowKey={(tag, event) => {
            if (event.key === "F2" && mayEdit) {
              event.preventDefault();
              setEditing(tag.id);
            }
          }}
          cells={{
            timeZone: workspace.timeZone,
            contactsHref,
            renderName: (tag) => (
              <NameCell
                tag={tag}
                editing={editing === tag.id}
                onEdit={mayEdit ? (on) => setEditing(on ? tag.id : null) : null}
                onRename={(name) => model.rename(tag, name)}
              />
            ),
            renderActions: (tag) => (
              <RowActions
                tag={tag}
                onEdit={mayEdit ? () => setEditing(tag.id) : null}
                onRecolor={mayEdit ? (color) => void actions.recolor(tag, color) : null}
                onDescribe={mayEdit ? () => setDescribing(tag) : null}
                onDelete={can("tags.delete") ? () => void actions.remove(tag) : null}
                onContacts={() => navigate(contactsHref(tag))}
              />
            ),
          }}
        />
        <Pager
          onPrevious={list.previous}
          onNext={list.next(page.data.nextCursor)}
          size={list.state.size}
          sizes={pageSizes}
          onSize={(size) => list.change({ size })}
        >
          {t(msg`${plural(total, { one: "# tag", other: "# tags" })}`)}
        </Pager>
      </>
    );
  };

  return (
    <Page
      title={t(msg`Tags`)}
      actions={
        can("tags.create") && (
          <Button variant="primary" onClick={() => setNewName("")}>
            <Plus size={16} aria-hidden />
            {t(msg`New tag`)}
          </Button>
        )
      }
    >
      <div class="toolbar">
        <SearchBox
          label={t(msg`Search tags`)}
          value={search}
          onSearch={(next) => list.change({ search: next })}
        />
      </div>
      <div class="td-sr" role="status">
        {page.data && search !== ""
          ? t(msg`${plural(total, { one: "# tag found", other: "# tags found" })}`)
          : ""}
      </div>
      {body()}
      {newName !== null && (
        <NewTagDialog
          model={model}
          max={max}
          name={newName}
          onCreated={(tag) => {
            setNewName(null);
            actions.created(tag);
          }}
          onClose={() => setNewName(null)}
        />
      )}
      {describing && <DescribeDialog model={model} tag={describing} onClose={() => setDescribing(null)} />}
      {actions.restoring && <RestoreDialog model={model} max={max} {...actions.restoring} />}
    </Page>
  );
}
