import { msg } from "@lingui/core/macro";
import type { MessageDescriptor } from "@lingui/core";
import type { HygieneList } from "@tagdeck/core/tags/hygiene";
import { useInfiniteQuery, useQueryClient } from "@tanstack/preact-query";
import { Sparkles } from "lucide-preact";
import { useMemo, useState } from "preact/hooks";
import { Button } from "../controls/button.tsx";
import { Empty, LoadError } from "../controls/states.tsx";
import { useConsole } from "../shell/console.ts";
import { useShortcuts } from "../shell/shortcuts.ts";
import { BulkBar } from "../tags/bulk-bar.tsx";
import { createTagsModel } from "../tags/model.ts";
import { createSelection } from "../tags/selection.ts";
import { TagDialogs } from "../tags/tag-dialogs.tsx";
import { useTagActions } from "../tags/use-tag-actions.ts";
import { t } from "../text/i18n.ts";
import { HygieneTable } from "./hygiene-table.tsx";
import { hygieneQuery } from "./queries.ts";
import { RowsSkeleton } from "./skeleton.tsx";

const words: Record<HygieneList, { about: MessageDescriptor; none: MessageDescriptor }> = {
  unused: {
    about: msg`No contact has these tags. The ones longest without use come first.`,
    none: msg`Every tag is on at least one contact.`,
  },
  once: {
    about: msg`Only one contact has each of these tags.`,
    none: msg`No tag is on one contact alone.`,
  },
  stale: {
    about: msg`Nobody was given these tags in the last 90 days. A tag that was never given counts from the day it was made.`,
    none: msg`Every tag was given to somebody in the last 90 days.`,
  },
};

/** A list of tags that may not be needed, and what can be done to several of them. */
export function HygieneTab({ list }: { list: HygieneList }) {
  const { slug, api, workspace } = useConsole();
  const queries = useQueryClient();
  const read = useInfiniteQuery(hygieneQuery(api, slug, list));
  const [selection] = useState(createSelection);
  const model = useMemo(() => createTagsModel(api, queries, slug), [api, queries, slug]);
  const actions = useTagActions(model, selection.drop);
  const tags = read.data?.pages.flatMap(({ items }) => items) ?? [];
  const ids = read.data?.pages[0]?.ids ?? [];
  const selected = ids.filter((id) => selection.ids.value.has(id));
  useShortcuts(
    selected.length > 0
      ? [{ keys: ["Escape"], label: t(msg`Clear the selection`), scope: "page", run: selection.clear }]
      : [],
  );

  if (read.isPending) return <RowsSkeleton />;
  if (!read.data) return <LoadError error={read.error} onRetry={() => void read.refetch()} />;
  const names = new Map(tags.map(({ id, name }) => [id, name]));
  const named = () => selected.map((id) => ({ id, name: names.get(id) ?? "" }));
  return (
    <>
      {tags.length === 0 ? (
        <Empty icon={<Sparkles size={24} />} title={t(msg`Nothing to clean up`)} text={t(words[list].none)} />
      ) : (
        <>
          <p class="section-text">{t(words[list].about)}</p>
          <HygieneTable
            tags={tags}
            selected={new Set(selected)}
            timeZone={workspace.timeZone}
            slug={slug}
            onSelect={(id, range) => selection.toggle(id, ids, range)}
            onSelectAll={(on) => (on ? selection.add(tags.map(({ id }) => id)) : selection.clear())}
          />
        </>
      )}
      {read.hasNextPage && (
        <Button busy={read.isFetchingNextPage} onClick={() => void read.fetchNextPage()}>
          {t(msg`Show more`)}
        </Button>
      )}
      {selected.length > 0 && (
        <BulkBar
          selected={selected.length}
          elsewhere={0}
          more={ids.length - selected.length}
          onMore={() => selection.add(ids)}
          onColor={null}
          archive="in"
          onArchive={() => actions.askToArchive(named())}
          onMerge={null}
          onDelete={() => void actions.askToRemove(named())}
          onClear={selection.clear}
        />
      )}
      <TagDialogs model={model} actions={actions} />
    </>
  );
}
