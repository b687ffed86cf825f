import { msg, plural } from "@lingui/core/macro";
import { useQuery, useQueryClient } from "@tanstack/preact-query";
import { Plus } from "lucide-preact";
import { useMemo, useState } from "preact/hooks";
import { Link } from "wouter-preact";
import { DuplicatesBanner } from "../clean-up/banner.tsx";
import { Button } from "../controls/button.tsx";
import { SearchBox } from "../controls/search-box.tsx";
import { LoadError } from "../controls/states.tsx";
import { ExportTags } from "../exports/export-tags.tsx";
import { useConsole } from "../shell/console.ts";
import { Page } from "../shell/page.tsx";
import { formatClock } from "../text/format.ts";
import { t } from "../text/i18n.ts";
import { openTab, tagColumns } from "./list-state.ts";
import { TagList } from "./list.tsx";
import { createTagsModel } from "./model.ts";
import { NewTagDialog } from "./new-tag-dialog.tsx";
import { NoTags } from "./no-tags.tsx";
import { tagIndexQuery } from "./queries.ts";
import { createSelection } from "./selection.ts";
import { TagTableSkeleton } from "./skeleton.tsx";
import { TagTabs } from "./tabs.tsx";
import { useNewTag } from "./use-new-tag.ts";
import { useTagActions } from "./use-tag-actions.ts";
import { useTagList } from "./use-tag-list.ts";
import { ViewMenu } from "./view-menu.tsx";
import { TagDialogs } from "./tag-dialogs.tsx";

export function TagsPage() {
  const { slug, api, workspace, can } = useConsole();
  const queries = useQueryClient();
  const model = useMemo(() => createTagsModel(api, queries, slug), [api, queries, slug]);
  const list = useTagList();
  const { tab, search, sort, direction } = list.state;
  const index = useQuery(tagIndexQuery(api, queries, slug, { tab, search, sort, direction }));
  const [selection] = useState(createSelection);
  const actions = useTagActions(model, selection.drop);
  const { newName, setNewName } = useNewTag(can("tags.create"));
  const found = index.data?.ids.length ?? 0;
  const totals = index.data?.totals;
  const countedAt = index.data?.countedAt ?? null;
  const clock = countedAt === null ? "" : formatClock(countedAt, workspace.timeZone);

  const body = () => {
    if (index.isPending) return <TagTableSkeleton density={list.state.density} />;
    if (!index.data) return <LoadError error={index.error} onRetry={() => void index.refetch()} />;
    if (found === 0) {
      return (
        <NoTags
          tab={tab}
          search={search}
          onCreate={can("tags.create") ? setNewName : null}
          onShowAll={() => list.change({ ...openTab(list.state, "all"), search: "" })}
        />
      );
    }
    return (
      <TagList
        index={index.data}
        readAt={index.dataUpdatedAt}
        stale={index.isPlaceholderData}
        list={list}
        model={model}
        actions={actions}
        selection={selection}
      />
    );
  };

  return (
    <Page
      title={t(msg`Tags`)}
      actions={
        <>
          {can("tags.bulk") && (
            <Link href={`/${slug}/tags/clean-up`} class="button button-default">
              {t(msg`Clean up`)}
            </Link>
          )}
          {can("exports.create") && (
            <ExportTags order={{ tab, search, sort, direction }} index={index.data} />
          )}
          {can("tags.create") && (
            <Button variant="primary" aria-keyshortcuts="n" onClick={() => setNewName("")}>
              <Plus size={16} aria-hidden />
              {t(msg`New tag`)}
            </Button>
          )}
        </>
      }
    >
      {can("tags.bulk") && <DuplicatesBanner />}
      <TagTabs totals={totals} tab={tab} onTab={(next) => list.change(openTab(list.state, next))} />
      <div class="toolbar">
        <SearchBox
          label={t(msg`Search tags`)}
          value={search}
          onSearch={(next) => list.change({ search: next })}
        />
        <span class="toolbar-note">
          {countedAt !== null && <span class="counted">{t(msg`Counted at ${clock}`)}</span>}
          {search !== "" && totals && (
            <span>{t(msg`${plural(found, { one: "# tag", other: "# tags" })}`)}</span>
          )}
        </span>
        {tab !== "deleted" && (
          <ViewMenu
            view={list.state}
            offered={tagColumns.filter((column) => column !== "kind" || (totals?.temporary ?? 0) > 0)}
            onChange={list.change}
          />
        )}
      </div>
      <div class="td-sr" role="status">
        {totals && search !== ""
          ? t(msg`${plural(found, { one: "# tag found", other: "# tags found" })}`)
          : ""}
      </div>
      {body()}
      {newName !== null && (
        <NewTagDialog
          model={model}
          max={workspace.settings.tagNameMax}
          name={newName}
          onCreated={(tag) => {
            setNewName(null);
            actions.created(tag);
          }}
          onClose={() => setNewName(null)}
        />
      )}
      <TagDialogs model={model} actions={actions} />
    </Page>
  );
}
