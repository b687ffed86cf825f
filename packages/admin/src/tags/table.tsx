import type { TagSort } from "@tagdeck/core/tags/inputs";
import type { Tag } from "@tagdeck/core/tags/tag";
import { useTable } from "@tanstack/preact-table";
import { ArrowDown, ArrowUp } from "lucide-preact";
import type { ComponentChildren } from "preact";
import { TagCellsContext, tagColumns, tagFeatures, type TagCells } from "./columns.tsx";
import { isTagSort, type TagListState } from "./list-state.ts";

type TagTableProps = {
  tags: Tag[];
  state: TagListState;
  cells: TagCells;
  /** Old rows are shown while new ones are on their way. */
  stale: boolean;
  onSort: (sort: TagSort) => void;
  onOpen: (tag: Tag) => void;
  onRowKey: (tag: Tag, event: KeyboardEvent) => void;
};

// The roles are said because a table that is laid out as cards is no table to every browser.
export function TagTable({ tags, state, cells, stale, onSort, onOpen, onRowKey }: TagTableProps) {
  const table = useTable({
    features: tagFeatures,
    columns: tagColumns,
    data: tags,
    getRowId: (tag) => String(tag.id),
    manualSorting: true,
    state: { sorting: [{ id: state.sort, desc: state.direction === "desc" }] },
  });

  return (
    <TagCellsContext.Provider value={cells}>
      <table class={`table tag-table${stale ? " is-stale" : ""}`} role="table" aria-busy={stale}>
        <thead role="rowgroup">
          {table.getHeaderGroups().map((group) => (
            <tr key={group.id} role="row">
              {group.headers.map((header) => (
                <th
                  key={header.id}
                  role="columnheader"
                  scope="col"
                  class={`col-${header.column.id}`}
                  aria-sort={isTagSort(header.column.id) ? ariaSort(header.column.getIsSorted()) : undefined}
                >
                  <SortButton
                    id={header.column.id}
                    sorted={header.column.getIsSorted()}
                    onSort={onSort}
                    label={<table.FlexRender header={header} />}
                  />
                </th>
              ))}
            </tr>
          ))}
        </thead>
        <tbody role="rowgroup">
          {table.getRowModel().rows.map((row) => (
            <tr
              key={row.id}
              role="row"
              onClick={(event) => {
                if (!isOnControl(event) && !getSelection()?.toString()) onOpen(row.original);
              }}
              onKeyDown={(event) => onRowKey(row.original, event)}
            >
              {row.getAllCells().map((cell) => (
                <td key={cell.id} role="cell" class={`col-${cell.column.id}`}>
                  <table.FlexRender cell={cell} />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </TagCellsContext.Provider>
  );
}

type Sorted = false | "asc" | "desc";

function ariaSort(sorted: Sorted) {
  return sorted === "desc" ? "descending" : sorted ? "ascending" : "none";
}

type SortButtonProps = {
  id: string;
  sorted: Sorted;
  label: ComponentChildren;
  onSort: (sort: TagSort) => void;
};

function SortButton({ id, sorted, label, onSort }: SortButtonProps) {
  if (!isTagSort(id)) return <>{label}</>;
  return (
    <button type="button" class="sort" onClick={() => onSort(id)}>
      {label}
      {sorted === "desc" ? (
        <ArrowDown size={14} aria-hidden />
      ) : (
        <ArrowUp size={14} aria-hidden class={sorted ? "" : "sort-off"} />
      )}
    </button>
  );
}

// By the path the click took: a menu's item is gone from the page by the time the row hears of it.
function isOnControl(event: Event): boolean {
  const controls = "a, button, input, textarea, .inline-name, .row-actions";
  return event.composedPath().some((node) => node instanceof Element && node.matches(controls));
}
