import { msg } from "@lingui/core/macro";
import type { ListedTag } from "@tagdeck/core/tags/tag";
import { TagChip } from "@tagdeck/ui/tag-chip.tsx";
import { Ellipsis, Palette, RotateCcw } from "lucide-preact";
import type { ComponentChildren } from "preact";
import { memo } from "preact/compat";
import { Button, IconButton } from "../controls/button.tsx";
import { Bone } from "../controls/states.tsx";
import { t } from "../text/i18n.ts";
import { cells, type CellPlace, type ShownColumn } from "./cells.tsx";
import { NameCell } from "./name-cell.tsx";

/** What a row can do, the same for all rows for as long as the page is shown. */
export type RowDeeds = CellPlace & {
  href: (tag: ListedTag) => string;
  open: (tag: ListedTag) => void;
  /** Null where the person may not do it. */
  select: ((id: number, range: boolean) => void) | null;
  edit: ((id: number | null) => void) | null;
  rename: (tag: ListedTag, name: string) => Promise<unknown>;
  /** What is said of a name while it is typed. */
  near: (id: number, name: string) => ComponentChildren;
  colors: ((tag: ListedTag, anchor: HTMLElement) => void) | null;
  actions: (tag: ListedTag, anchor: HTMLElement) => void;
  restore: ((tag: ListedTag) => void) | null;
};

type RowProps = {
  id: number;
  /** Not read yet: the row keeps its place. */
  tag: ListedTag | undefined;
  index: number;
  columns: readonly ShownColumn[];
  selected: boolean;
  editing: boolean;
  deeds: RowDeeds;
};

export const TagRow = memo(function TagRow({ id, tag, index, columns, selected, editing, deeds }: RowProps) {
  const selectable = deeds.select !== null && tag?.deletion === null;
  const name = tag?.name ?? "";
  return (
    <tr
      role="row"
      aria-rowindex={index + 2}
      class={selected ? "is-selected" : undefined}
      data-tag={id}
      onClick={(event) => {
        if (tag && !isOnControl(event) && !getSelection()?.toString()) deeds.open(tag);
      }}
    >
      {deeds.select && (
        <td role="cell" class="col-select">
          {selectable && (
            <label class="select-box">
              <input
                type="checkbox"
                class="checkbox"
                aria-label={t(msg`Select ${name}`)}
                checked={selected}
                onClick={(event) => deeds.select?.(id, event.shiftKey)}
              />
            </label>
          )}
        </td>
      )}
      <td role="cell" class="col-name">
        {!tag && <Bone width="96px" height="24px" />}
        {tag?.deletion && <TagChip tag={tag} />}
        {tag && !tag.deletion && <NameCell tag={tag} editing={editing} deeds={deeds} />}
      </td>
      {columns.map((column) => (
        <td key={column} role="cell" class={`col-${column}`}>
          {tag && cells[column].show(tag, deeds)}
        </td>
      ))}
      <td role="cell" class="col-actions">
        {tag && (tag.deletion ? <Restore tag={tag} deeds={deeds} /> : <Buttons tag={tag} deeds={deeds} />)}
      </td>
    </tr>
  );
});

type PartProps = { tag: ListedTag; deeds: RowDeeds };

function Restore({ tag, deeds }: PartProps) {
  const { restore } = deeds;
  const { name } = tag;
  if (!restore) return null;
  return (
    <Button class="row-button" aria-label={t(msg`Restore ${name}`)} onClick={() => restore(tag)}>
      <RotateCcw size={14} aria-hidden />
      {t(msg`Restore`)}
    </Button>
  );
}

function Buttons({ tag, deeds }: PartProps) {
  const { name } = tag;
  const { colors } = deeds;
  return (
    <div class="row-actions">
      {colors && (
        <IconButton
          label={t(msg`Colour of ${name}`)}
          aria-haspopup="menu"
          onClick={(event) => colors(tag, event.currentTarget)}
        >
          <Palette size={16} aria-hidden />
        </IconButton>
      )}
      <IconButton
        label={t(msg`Actions for ${name}`)}
        aria-haspopup="menu"
        onClick={(event) => deeds.actions(tag, event.currentTarget)}
      >
        <Ellipsis size={16} aria-hidden />
      </IconButton>
    </div>
  );
}

// By the path the click took: a field may be gone from the page by the time the row hears of it.
function isOnControl(event: Event): boolean {
  const controls = "a, button, input, textarea, label, .inline-name, .row-actions";
  return event.composedPath().some((node) => node instanceof Element && node.matches(controls));
}
