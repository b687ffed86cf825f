import { msg, plural } from "@lingui/core/macro";
import type { Tag } from "@tagdeck/core/tags/tag";
import { toProblem } from "@tagdeck/ui/problem";
import { useState } from "preact/hooks";
import { notify, notifyProblem } from "../controls/toaster.ts";
import { formatList } from "../text/format.ts";
import { errorText, t } from "../text/i18n.ts";
import type { TagsModel } from "./model.ts";

type Named = Pick<Tag, "id" | "name">;
/** Tags to be merged; `into` when it is known already what they become. */
type Merging = { tags: readonly Named[]; into?: number };

/** Merging tags, with what is said about it. */
export function useMerge(model: TagsModel, onRemoved?: (tagIds: readonly number[]) => void) {
  const [merging, setMerging] = useState<Merging | null>(null);
  const failed = (reason: unknown) => {
    const { code, details } = toProblem(reason);
    const named = code === "tag_name_taken" || code === "tag_name_is_alias";
    const { tag } = details;
    const name = named && typeof tag === "object" && tag !== null && "name" in tag ? String(tag.name) : null;
    notifyProblem({
      text:
        name === null
          ? errorText(reason)
          : t(msg`The tag “${name}” has one of the names now. Rename it first.`),
    });
  };

  async function undo(operationId: number): Promise<void> {
    try {
      const { tagIds, leftAlone } = await model.undo(operationId);
      const n = tagIds.length;
      const areBack = t(msg`${plural(n, { one: "# tag is back", other: "# tags are back" })}`);
      const stay = t(
        msg`${plural(leftAlone, { one: "# contact was changed since and stays as it is", other: "# contacts were changed since and stay as they are" })}`,
      );
      notify({ text: leftAlone === 0 ? areBack : `${areBack} · ${stay}` });
    } catch (reason) {
      failed(reason);
    }
  }

  return {
    merging,
    askToMerge: (tags: readonly Named[], into?: number) =>
      setMerging({ tags, ...(into !== undefined && { into }) }),
    stopMerging: () => setMerging(null),
    /** Rejects when it is refused: the dialog shows why. */
    async merge(tags: readonly Named[], into: Named, expectedCount: number): Promise<void> {
      const gone = tags.filter(({ id }) => id !== into.id);
      const { operationId, tagIds } = await model.merge(
        gone.map(({ id }) => id),
        into.id,
        expectedCount,
      );
      onRemoved?.(tagIds);
      const { name } = into;
      const names = formatList(gone.map(({ name: one }) => t(msg`“${one}”`)));
      const n = gone.length;
      notify({
        text:
          n <= 3
            ? t(msg`${names} merged into “${name}”`)
            : t(msg`${plural(n, { one: "# tag", other: "# tags" })} merged into “${name}”`),
        action: { label: t(msg`Undo`), run: () => void undo(operationId) },
      });
    },
  };
}
