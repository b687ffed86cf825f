import { msg, plural } from "@lingui/core/macro";
import { Archive, ArchiveRestore, Merge, Palette, Trash2, X } from "lucide-preact";
import { formatNumber } from "../text/format.ts";
import { t } from "../text/i18n.ts";

type BulkBarProps = {
  selected: number;
  /** How many of them the list does not show. */
  elsewhere: number;
  /** How many the list has beside them; 0 = all are selected. */
  more: number;
  onMore: () => void;
  /** Null where colours are not what it is about. */
  onColor: ((anchor: HTMLElement) => void) | null;
  /** What the archive is for in this list: to put tags in, or to take them out. */
  archive: "in" | "out";
  onArchive: () => void;
  /** Null where there are too few of them, or too many. */
  onMerge: (() => void) | null;
  onDelete: () => void;
  onClear: () => void;
};

/** What can be done to the selected tags. */
export function BulkBar(props: BulkBarProps) {
  const { selected, elsewhere, more, onMore, onColor, archive, onArchive, onMerge, onDelete, onClear } =
    props;
  const total = selected - elsewhere + more;
  return (
    <section class="bulk" aria-label={t(msg`Selected tags`)}>
      <span class="bulk-count" role="status">
        {t(msg`${plural(selected, { one: "# selected", other: "# selected" })}`)}
        {elsewhere > 0 && (
          <span class="bulk-note">
            {" "}
            {t(msg`(${plural(elsewhere, { one: "# not in this list", other: "# not in this list" })})`)}
          </span>
        )}
      </span>
      {more > 0 && (
        <button type="button" class="bulk-button" onClick={onMore}>
          {t(msg`Select all ${formatNumber(total)}`)}
        </button>
      )}
      {onColor && (
        <button
          type="button"
          class="bulk-button"
          aria-haspopup="menu"
          onClick={(event) => onColor(event.currentTarget)}
        >
          <Palette size={16} aria-hidden />
          {t(msg`Colour`)}
        </button>
      )}
      {onMerge && (
        <button type="button" class="bulk-button" onClick={onMerge}>
          <Merge size={16} aria-hidden />
          {t(msg`Merge…`)}
        </button>
      )}
      <button type="button" class="bulk-button" onClick={onArchive}>
        {archive === "in" ? <Archive size={16} aria-hidden /> : <ArchiveRestore size={16} aria-hidden />}
        {archive === "in" ? t(msg`Archive…`) : t(msg`Unarchive`)}
      </button>
      <button type="button" class="bulk-button" onClick={onDelete}>
        <Trash2 size={16} aria-hidden />
        {t(msg`Delete…`)}
      </button>
      <button type="button" class="bulk-close" onClick={onClear}>
        <span class="td-sr">{t(msg`Clear the selection`)}</span>
        <kbd>Esc</kbd>
        <X size={16} aria-hidden />
      </button>
    </section>
  );
}
