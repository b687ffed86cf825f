import { useConsole } from "../shell/console.ts";
import { ArchiveDialog } from "./archive-dialog.tsx";
import { DeleteDialog } from "./delete-dialog.tsx";
import { MergeDialog } from "./merge-dialog.tsx";
import type { TagsModel } from "./model.ts";
import { RestoreDialog } from "./restore-dialog.tsx";
import { ValidityDialog } from "./validity-dialog.tsx";
import type { useTagActions } from "./use-tag-actions.ts";

type TagDialogsProps = { model: TagsModel; actions: ReturnType<typeof useTagActions> };

/** What the actions on tags ask before or after: wherever tags are changed, this is rendered once. */
export function TagDialogs({ model, actions }: TagDialogsProps) {
  const { workspace } = useConsole();
  const { deleting, restoring, archiving, merging, changingValidity } = actions;
  return (
    <>
      {deleting && (
        <DeleteDialog
          tags={deleting}
          onDelete={(expectedCount) => actions.remove(deleting, expectedCount)}
          onClose={actions.stopAsking}
        />
      )}
      {archiving && (
        <ArchiveDialog
          tags={archiving}
          onArchive={(expectedCount) => actions.archive(archiving, expectedCount)}
          onClose={actions.stopArchiving}
        />
      )}
      {merging && (
        <MergeDialog
          tags={merging.tags}
          into={merging.into}
          onMerge={actions.merge}
          onClose={actions.stopMerging}
        />
      )}
      {changingValidity && (
        <ValidityDialog
          tag={changingValidity}
          onChange={(days, expectedCount) => actions.setValidity(changingValidity, days, expectedCount)}
          onClose={actions.stopAskingValidity}
        />
      )}
      {restoring && <RestoreDialog model={model} max={workspace.settings.tagNameMax} {...restoring} />}
    </>
  );
}
