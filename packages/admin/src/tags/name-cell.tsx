import { msg } from "@lingui/core/macro";
import type { Tag } from "@tagdeck/core/tags/tag";
import { TagChip } from "@tagdeck/ui/tag-chip.tsx";
import { useRef, useState } from "preact/hooks";
import { t } from "../text/i18n.ts";
import { InlineName } from "./inline-name.tsx";

type NameCellProps = {
  tag: Tag;
  editing: boolean;
  onEdit: ((editing: boolean) => void) | null;
  onRename: (name: string) => Promise<unknown>;
};

export function NameCell({ tag, editing, onEdit, onRename }: NameCellProps) {
  const [busy, setBusy] = useState(false);
  const chip = useRef<HTMLButtonElement>(null);
  const shown = <TagChip tag={tag} pending={busy} />;
  const { name } = tag;
  if (onEdit === null) return shown;
  return (
    <div class="name-cell">
      {editing && !busy ? null : (
        <button
          ref={chip}
          type="button"
          class="chip-button"
          aria-label={t(msg`Rename ${name}`)}
          aria-keyshortcuts="F2"
          onClick={() => onEdit(true)}
        >
          {shown}
        </button>
      )}
      {editing && (
        <div hidden={busy}>
          <InlineName
            tag={tag}
            onRename={onRename}
            onBusy={setBusy}
            onDone={(refocus) => {
              onEdit(false);
              if (refocus) requestAnimationFrame(() => chip.current?.focus());
            }}
          />
        </div>
      )}
    </div>
  );
}
