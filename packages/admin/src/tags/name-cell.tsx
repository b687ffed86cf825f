import { msg } from "@lingui/core/macro";
import type { ListedTag } from "@tagdeck/core/tags/tag";
import { TagChip } from "@tagdeck/ui/tag-chip.tsx";
import { Pencil } from "lucide-preact";
import { useRef, useState } from "preact/hooks";
import { Link } from "wouter-preact";
import { IconButton } from "../controls/button.tsx";
import { t } from "../text/i18n.ts";
import { InlineName } from "./inline-name.tsx";
import type { RowDeeds } from "./row.tsx";

type NameCellProps = {
  tag: ListedTag;
  editing: boolean;
  deeds: Pick<RowDeeds, "edit" | "rename" | "near" | "href">;
};

export function NameCell({ tag, editing, deeds }: NameCellProps) {
  const [busy, setBusy] = useState(false);
  const cell = useRef<HTMLDivElement>(null);
  const { edit } = deeds;
  const focusLink = () => cell.current?.querySelector<HTMLElement>(".tag-link")?.focus();
  const { id, name } = tag;
  return (
    <div ref={cell} class="name-cell">
      {editing && !busy ? null : (
        <>
          <Link href={deeds.href(tag)} class="tag-link">
            <TagChip tag={tag} pending={busy} />
          </Link>
          {edit && (
            <IconButton
              class="rename"
              label={t(msg`Rename ${name}`)}
              aria-keyshortcuts="F2"
              onClick={() => edit(id)}
            >
              <Pencil size={14} aria-hidden />
            </IconButton>
          )}
        </>
      )}
      {editing && (
        <div hidden={busy}>
          <InlineName
            tag={tag}
            near={(text) => deeds.near(id, text)}
            onRename={(to) => deeds.rename(tag, to)}
            onBusy={setBusy}
            onDone={(refocus) => {
              edit?.(null);
              if (refocus) requestAnimationFrame(focusLink);
            }}
          />
        </div>
      )}
    </div>
  );
}
