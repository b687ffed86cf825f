import { mergeMax } from "@tagdeck/core/tags/merge-max";
import { useCallback, useEffect, useMemo, useRef, useState } from "preact/hooks";
import { useLocation } from "wouter-preact";
import { PopupMenu } from "../controls/popup-menu.tsx";
import { useConsole } from "../shell/console.ts";
import { BulkBar } from "./bulk-bar.tsx";
import { shownColumns } from "./cells.tsx";
import { DescribeDialog } from "./describe-dialog.tsx";
import { sortBy } from "./list-state.ts";
import type { TagsModel } from "./model.ts";
import { NearNames } from "./near-names.tsx";
import type { TagIndex } from "./queries.ts";
import type { RowDeeds } from "./row.tsx";
import type { Selection } from "./selection.ts";
import { TagTable } from "./table.tsx";
import { useListKeys } from "./use-list-keys.ts";
import { useListMenu } from "./use-list-menu.tsx";
import type { useTagActions } from "./use-tag-actions.ts";
import type { useTagList } from "./use-tag-list.ts";

type TagListProps = {
  index: TagIndex;
  readAt: number;
  stale: boolean;
  list: ReturnType<typeof useTagList>;
  model: TagsModel;
  actions: ReturnType<typeof useTagActions>;
  selection: Selection;
};

/** The table, what its keys and its one menu do, and what is done to selected tags. */
export function TagList({ index, readAt, stale, list, model, actions, selection }: TagListProps) {
  const { slug, workspace, can } = useConsole();
  const [, navigate] = useLocation();
  const [editing, setEditing] = useState<number | null>(null);
  const { state } = list;
  const { ids } = index;
  const mayEdit = can("tags.edit");
  const mayBulk = can("tags.bulk") && state.tab !== "deleted";
  const menu = useListMenu({ actions, onEdit: mayEdit ? setEditing : null });

  // The rows are given the same functions for good; what these need of this moment they find here.
  const now = useRef({ ids, actions, menu });
  now.current = { ids, actions, menu };
  const deeds = useMemo<RowDeeds>(
    () => ({
      timeZone: workspace.timeZone,
      contactsHref: ({ id }) => `/${slug}/contacts?tag=${id}`,
      href: ({ id }) => `/${slug}/tags/${id}`,
      open: ({ id, deletion }) => void (deletion ?? navigate(`/${slug}/tags/${id}`)),
      select: mayBulk ? (id, range) => selection.toggle(id, now.current.ids, range) : null,
      edit: mayEdit ? setEditing : null,
      near: (id, name) => <NearNames name={name} except={id} />,
      rename: (tag, name) => now.current.actions.rename(tag, name),
      colors: mayEdit ? (tag, anchor) => now.current.menu.openColors(tag, anchor) : null,
      actions: (tag, anchor) => now.current.menu.openActions(tag, anchor),
      restore: can("undo.any") ? (tag) => void now.current.actions.bringBack(tag) : null,
    }),
    [slug, workspace, mayBulk, mayEdit],
  );

  const focusRow = useRef<(at: number) => void>(() => undefined);
  const onReady = useCallback((focus: (at: number) => void) => {
    focusRow.current = focus;
  }, []);
  useListKeys({
    ids,
    focus: (at) => focusRow.current(at),
    onEdit: mayEdit && state.tab !== "deleted" ? setEditing : null,
    onSelect: mayBulk ? (id) => selection.toggle(id, ids, false) : null,
    onClear: selection.size.value > 0 ? selection.clear : null,
  });

  const selected = selection.ids.value;
  // The whole list says which tags are gone.
  const isWhole = state.tab === "all" && state.search === "" && !stale;
  useEffect(() => {
    if (!isWhole || selected.size === 0) return;
    const there = new Set(ids);
    selection.drop([...selected].filter((id) => !there.has(id)));
  }, [isWhole, ids, selected]);
  const here = useMemo(() => ids.filter((id) => selected.has(id)).length, [ids, selected]);
  const named = () => menu.named([...selected]);
  return (
    <>
      <TagTable
        ids={ids}
        readAt={readAt}
        state={state}
        columns={shownColumns(state, index.totals)}
        selected={selected}
        editing={editing}
        deeds={deeds}
        stale={stale}
        onSort={(sort) => list.change(sortBy(state, sort))}
        onSelectAll={(on) => (on ? selection.add(ids) : selection.drop(ids))}
        onReady={onReady}
      />
      {mayBulk && selected.size > 0 && (
        <BulkBar
          selected={selected.size}
          elsewhere={selected.size - here}
          more={ids.length - here}
          onMore={() => selection.add(ids)}
          onColor={(anchor) => menu.openColorsOfMany([...selected], anchor)}
          archive={state.tab === "archived" ? "out" : "in"}
          onArchive={() =>
            state.tab === "archived" ? void actions.unarchive(named()) : actions.askToArchive(named())
          }
          onMerge={
            can("tags.merge") && selected.size >= 2 && selected.size <= mergeMax
              ? () => actions.askToMerge(named())
              : null
          }
          onDelete={() => void actions.askToRemove(named())}
          onClear={selection.clear}
        />
      )}
      {menu.shown && <PopupMenu {...menu.shown} onClose={menu.close} />}
      {menu.describing && (
        <DescribeDialog model={model} tag={menu.describing} onClose={menu.stopDescribing} />
      )}
    </>
  );
}
