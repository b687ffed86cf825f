import { msg, plural } from "@lingui/core/macro";
import type { Tag } from "@tagdeck/core/tags/tag";
import { useState } from "preact/hooks";
import { notify, notifyProblem } from "../controls/toaster.ts";
import { errorText, t } from "../text/i18n.ts";
import type { TagsModel } from "./model.ts";

type Named = Pick<Tag, "id" | "name">;

/** Archiving tags and taking them out of the archive, with what is said about it. */
export function useArchive(model: TagsModel, onRemoved?: (tagIds: readonly number[]) => void) {
  const [archiving, setArchiving] = useState<readonly Named[] | null>(null);
  const failed = (reason: unknown) => notifyProblem({ text: errorText(reason) });
  const nameOf = (tags: readonly Named[], ids: readonly number[]) =>
    tags.find(({ id }) => id === ids[0])?.name ?? "";

  function sayBack(tags: readonly Named[], ids: readonly number[], undo?: () => void): void {
    const name = nameOf(tags, ids);
    const n = ids.length;
    const text =
      n === 1
        ? t(msg`“${name}” can be given again`)
        : t(msg`${plural(n, { one: "# tag can be given again", other: "# tags can be given again" })}`);
    notify({ text, ...(undo && { action: { label: t(msg`Undo`), run: undo } }) });
  }

  async function archive(tags: readonly Named[], expectedCount: number): Promise<void> {
    const { operationId, tagIds } = await model.archive(
      tags.map(({ id }) => id),
      expectedCount,
    );
    onRemoved?.(tagIds);
    if (operationId === null) return;
    const name = nameOf(tags, tagIds);
    const n = tagIds.length;
    notify({
      text:
        n === 1
          ? t(msg`“${name}” archived`)
          : t(msg`${plural(n, { one: "# tag archived", other: "# tags archived" })}`),
      action: {
        label: t(msg`Undo`),
        run: () => void model.undo(operationId).then((undone) => sayBack(tags, undone.tagIds), failed),
      },
    });
  }

  return {
    archiving,
    archive,
    askToArchive: (tags: readonly Named[]) => setArchiving(tags),
    stopArchiving: () => setArchiving(null),
    async unarchive(tags: readonly Named[]): Promise<void> {
      try {
        const tagIds = await model.unarchive(tags.map(({ id }) => id));
        onRemoved?.(tagIds);
        // Who has it could be told when it was taken out: nothing new is to be confirmed.
        const again = tags.filter(({ id }) => tagIds.includes(id));
        if (tagIds.length > 0) {
          sayBack(tags, tagIds, () => void archive(again, Number.MAX_SAFE_INTEGER).catch(failed));
        }
      } catch (reason) {
        failed(reason);
      }
    },
  };
}
