import { msg, plural } from "@lingui/core/macro";
import type { Tag } from "@tagdeck/core/tags/tag";
import { useConsole } from "../shell/console.ts";
import { t } from "../text/i18n.ts";
import { ImpactDialog } from "./impact-dialog.tsx";

type DeleteDialogProps = {
  tags: readonly Pick<Tag, "id" | "name">[];
  onDelete: (expectedCount: number) => Promise<void>;
  onClose: () => void;
};

export function DeleteDialog({ tags, onDelete, onClose }: DeleteDialogProps) {
  const { undoDays } = useConsole().workspace.settings;
  const name = tags[0]?.name ?? "";
  const n = tags.length;
  const taken = (count: number) =>
    n === 1
      ? t(
          msg`It is taken off ${plural(count, { one: "# contact", other: "# contacts" })} at once, and its name is free.`,
        )
      : t(
          msg`They are taken off contacts ${plural(count, { one: "# time", other: "# times" })} in all at once, and their names are free.`,
        );
  return (
    <ImpactDialog
      tags={tags}
      title={
        n === 1 ? t(msg`Delete “${name}”?`) : t(msg`Delete ${plural(n, { one: "# tag", other: "# tags" })}?`)
      }
      say={(count) => (
        <>
          {taken(count)}{" "}
          {t(
            msg`You can undo this, and find deleted tags in the list for ${plural(undoDays, { one: "# day", other: "# days" })}.`,
          )}
        </>
      )}
      verb={t(msg`Delete`)}
      danger
      onConfirm={onDelete}
      onClose={onClose}
    />
  );
}
