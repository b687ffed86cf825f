import { msg, plural } from "@lingui/core/macro";
import type { IndexSort } from "@tagdeck/core/tags/inputs";
import { ArrowDown, ArrowUp } from "lucide-preact";
import { useLayoutEffect, useMemo, useRef, useState } from "preact/hooks";
import { useVirtualRows } from "../controls/use-virtual-rows.ts";
import { useScrollMemory } from "../shell/scroll-memory.ts";
import { t } from "../text/i18n.ts";
import { cells, type ShownColumn } from "./cells.tsx";
import type { TagListState } from "./list-state.ts";
import { TagRow, type RowDeeds } from "./row.tsx";
import { useRowHeight } from "./row-height.ts";
import { useTagRows } from "./use-tag-rows.ts";

type TagTableProps = {
  ids: readonly number[];
  /** When the list was read: rows that are older are read again. Epoch ms. */
  readAt: number;
  state: TagListState;
  columns: readonly ShownColumn[];
  selected: ReadonlySet<number>;
  editing: number | null;
  deeds: RowDeeds;
  /** Old rows are shown while new ones are on their way. */
  stale: boolean;
  onSort: (sort: IndexSort) => void;
  onSelectAll: (on: boolean) => void;
  /** Takes what moves from row to row by keys. */
  onReady: (focus: (index: number) => void) => void;
};

// The roles are said because a table that is laid out as cards is no table to every browser.
export function TagTable(props: TagTableProps) {
  const { ids, readAt, state, columns, selected, editing, deeds, stale } = props;
  const rowHeight = useRowHeight(state.density);
  const head = useRef<HTMLTableSectionElement>(null);
  const body = useRef<HTMLTableSectionElement>(null);
  const [top, setTop] = useState(0);
  useLayoutEffect(() => {
    if (!head.current) return;
    const now = Math.round(head.current.getBoundingClientRect().bottom + scrollY);
    if (now !== top) setTop(now);
  });
  const rows = useVirtualRows({ count: ids.length, rowHeight, top });
  const { from, to } = rows;
  const shown = useMemo(() => ids.slice(from, to), [ids, from, to]);
  const tagOf = useTagRows({ ids, from, to, readAt });
  useScrollMemory(top > 0);

  const wanted = useRef<number | null>(null);
  useLayoutEffect(() => {
    if (wanted.current === null) return;
    const link = body.current?.querySelector<HTMLElement>(`[data-tag="${wanted.current}"] .tag-link`);
    if (!link) return;
    wanted.current = null;
    link.focus({ preventScroll: true });
  });
  useLayoutEffect(() => {
    props.onReady((index) => {
      const id = ids[index];
      if (id === undefined) return;
      wanted.current = id;
      rows.scrollTo(index);
      const link = body.current?.querySelector<HTMLElement>(`[data-tag="${id}"] .tag-link`);
      link?.focus({ preventScroll: true });
    });
  });

  return (
    <table
      class={`table tag-table is-${state.density}${stale ? " is-stale" : ""}`}
      style={{ "--row": `${rowHeight}px` }}
      role="table"
      aria-rowcount={ids.length + 1}
      aria-busy={stale}
    >
      <thead role="rowgroup" ref={head}>
        <tr role="row" aria-rowindex={1}>
          {deeds.select && (
            <th role="columnheader" scope="col" class="col-select">
              <SelectAll {...props} />
            </th>
          )}
          <Header {...props} column="name" />
          {columns.map((column) => (
            <Header key={column} {...props} column={column} />
          ))}
          <th role="columnheader" scope="col" class="col-actions">
            <span class="td-sr">{t(msg`Actions`)}</span>
          </th>
        </tr>
      </thead>
      <Gap height={rows.before} />
      <tbody role="rowgroup" ref={body}>
        {shown.map((id, i) => (
          <TagRow
            key={id}
            id={id}
            tag={tagOf(id)}
            index={from + i}
            columns={columns}
            selected={selected.has(id)}
            editing={editing === id}
            deeds={deeds}
          />
        ))}
      </tbody>
      <Gap height={rows.after} />
    </table>
  );
}

/** Stands for the rows that are not rendered. */
function Gap({ height }: { height: number }) {
  return (
    <tbody role="presentation" aria-hidden class="row-gap">
      <tr role="presentation" style={{ height: `${height}px` }} />
    </tbody>
  );
}

function SelectAll({ ids, selected, onSelectAll }: TagTableProps) {
  const chosen = useMemo(() => ids.filter((id) => selected.has(id)).length, [ids, selected]);
  const all = chosen > 0 && chosen === ids.length;
  const total = ids.length;
  return (
    <label class="select-box">
      <input
        type="checkbox"
        class="checkbox"
        aria-label={t(msg`Select ${plural(total, { one: "# tag", other: "all # tags" })}`)}
        title={t(msg`Select ${plural(total, { one: "# tag", other: "all # tags" })}`)}
        checked={all}
        disabled={total === 0}
        indeterminate={chosen > 0 && !all}
        onClick={() => onSelectAll(!all)}
      />
    </label>
  );
}

type HeaderProps = TagTableProps & { column: ShownColumn | "name" };

function Header({ state, column, onSort }: HeaderProps) {
  const label = column === "name" ? t(msg`Name`) : t(cells[column].label);
  const sort: IndexSort | null = column === "name" ? "name" : cells[column].sort;
  const sorted = sort === state.sort ? state.direction : null;
  return (
    <th
      role="columnheader"
      scope="col"
      class={`col-${column}`}
      aria-sort={sort ? (sorted === "desc" ? "descending" : sorted ? "ascending" : "none") : undefined}
    >
      {sort ? (
        <button type="button" class="sort" onClick={() => onSort(sort)}>
          {label}
          {sorted === "desc" ? (
            <ArrowDown size={14} aria-hidden />
          ) : (
            <ArrowUp size={14} aria-hidden class={sorted ? "" : "sort-off"} />
          )}
        </button>
      ) : (
        label
      )}
    </th>
  );
}
