import { msg, plural } from "@lingui/core/macro";
import type { Tag } from "@tagdeck/core/tags/tag";
import { t } from "../text/i18n.ts";
import { ImpactDialog } from "./impact-dialog.tsx";

type ArchiveDialogProps = {
  tags: readonly Pick<Tag, "id" | "name">[];
  onArchive: (expectedCount: number) => Promise<void>;
  onClose: () => void;
};

export function ArchiveDialog({ tags, onArchive, onClose }: ArchiveDialogProps) {
  const name = tags[0]?.name ?? "";
  const n = tags.length;
  const kept = (count: number) =>
    n === 1
      ? t(
          msg`Nobody can give it any more, and pickers leave it out. ${plural(count, { one: "# contact keeps", other: "# contacts keep" })} it.`,
        )
      : t(
          msg`Nobody can give them any more, and pickers leave them out. Contacts keep those they have: ${plural(count, { one: "# time", other: "# times" })} in all.`,
        );
  return (
    <ImpactDialog
      tags={tags}
      title={
        n === 1
          ? t(msg`Archive “${name}”?`)
          : t(msg`Archive ${plural(n, { one: "# tag", other: "# tags" })}?`)
      }
      say={kept}
      verb={t(msg`Archive`)}
      danger={false}
      onConfirm={onArchive}
      onClose={onClose}
    />
  );
}
