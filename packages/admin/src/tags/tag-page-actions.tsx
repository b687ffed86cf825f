import { msg } from "@lingui/core/macro";
import type { Tag } from "@tagdeck/core/tags/tag";
import { Archive, ArchiveRestore, Merge, Palette, Pencil, Trash2 } from "lucide-preact";
import { useState } from "preact/hooks";
import { Button } from "../controls/button.tsx";
import { Menu } from "../controls/menu.tsx";
import { useConsole } from "../shell/console.ts";
import { useShortcuts } from "../shell/shortcuts.ts";
import { t } from "../text/i18n.ts";
import { RenameDialog } from "./rename-dialog.tsx";
import { colorChoice } from "./use-list-menu.tsx";
import type { useTagActions } from "./use-tag-actions.ts";

type TagPageActionsProps = { tag: Tag; actions: ReturnType<typeof useTagActions> };

export function TagPageActions({ tag, actions }: TagPageActionsProps) {
  const { workspace, can } = useConsole();
  const [renaming, setRenaming] = useState(false);
  const mayEdit = can("tags.edit");
  useShortcuts(
    mayEdit
      ? [{ keys: ["e", "F2"], label: t(msg`Rename`), scope: "page", run: () => setRenaming(true) }]
      : [],
  );
  return (
    <>
      {mayEdit && (
        <>
          <Button aria-keyshortcuts="F2" onClick={() => setRenaming(true)}>
            <Pencil size={16} aria-hidden />
            {t(msg`Rename`)}
          </Button>
          <Menu
            label={t(msg`Colour`)}
            placement="bottom-end"
            sections={[colorChoice(tag.color, (color) => void actions.recolor(tag, color))]}
            trigger={(props) => (
              <Button {...props}>
                <Palette size={16} aria-hidden />
                {t(msg`Colour`)}
              </Button>
            )}
          />
        </>
      )}
      {can("tags.merge") && (
        <Button onClick={() => actions.askToMerge([tag])}>
          <Merge size={16} aria-hidden />
          {t(msg`Merge`)}
        </Button>
      )}
      {can("tags.bulk") && (
        <Button
          onClick={() =>
            tag.archivedAt === null ? actions.askToArchive([tag]) : void actions.unarchive([tag])
          }
        >
          {tag.archivedAt === null ? (
            <Archive size={16} aria-hidden />
          ) : (
            <ArchiveRestore size={16} aria-hidden />
          )}
          {tag.archivedAt === null ? t(msg`Archive`) : t(msg`Unarchive`)}
        </Button>
      )}
      {can("tags.delete") && (
        <Button onClick={() => void actions.askToRemove([tag])}>
          <Trash2 size={16} aria-hidden />
          {t(msg`Delete`)}
        </Button>
      )}
      {renaming && (
        <RenameDialog
          tag={tag}
          max={workspace.settings.tagNameMax}
          onRename={(name, keepOldName) => actions.rename(tag, name, keepOldName)}
          onMerge={can("tags.merge") ? (holder) => actions.askToMerge([tag, holder], holder.id) : null}
          onClose={() => setRenaming(false)}
        />
      )}
    </>
  );
}
