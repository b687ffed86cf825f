import { msg, plural } from "@lingui/core/macro";
import type { Tag } from "@tagdeck/core/tags/tag";
import { toProblem } from "@tagdeck/ui/problem";
import { useState } from "preact/hooks";
import { notify, notifyProblem } from "../controls/toaster.ts";
import { errorText, t } from "../text/i18n.ts";
import { useArchive } from "./use-archive.ts";
import { useValidity } from "./use-validity.ts";
import { useMerge } from "./use-merge.ts";
import type { DeletedTags, TagsModel, Undone } from "./model.ts";

type Named = Pick<Tag, "id" | "name">;
type Restoring = { tag: Named; reason: unknown; onDone: () => void; onClose: () => void };

/** The model's actions with what is said about them: a toast with a way back, or the reason of a failure. */
export function useTagActions(model: TagsModel, onRemoved?: (tagIds: readonly number[]) => void) {
  const [restoring, setRestoring] = useState<Restoring | null>(null);
  const [deleting, setDeleting] = useState<readonly Named[] | null>(null);

  const isBack = ({ name }: Named) => notify({ text: t(msg`“${name}” is back`) });
  const failed = (reason: unknown) => notifyProblem({ text: errorText(reason) });

  async function bringBack(tag: Named): Promise<void> {
    try {
      isBack(await model.bringBack(tag.id));
    } catch (reason) {
      const { code } = toProblem(reason);
      if (code !== "tag_name_taken" && code !== "tag_name_is_alias") return failed(reason);
      const close = () => setRestoring(null);
      setRestoring({
        tag,
        reason,
        onClose: close,
        onDone: () => {
          close();
          isBack(tag);
        },
      });
    }
  }

  async function undoMany(operationId: number, say: (undone: Undone) => string): Promise<void> {
    try {
      const undone = await model.undo(operationId);
      const blocked = undone.blocked.length;
      notify({ text: say(undone) });
      if (blocked > 0) {
        notifyProblem({
          text: t(
            msg`${plural(blocked, { one: "# tag stays", other: "# tags stay" })} deleted: another tag has the name now. Restore it from the deleted tags under another name.`,
          ),
        });
      }
    } catch (reason) {
      failed(reason);
    }
  }

  function sayDeleted({ operationId, tags, contactCount }: DeletedTags): void {
    onRemoved?.(tags.map(({ id }) => id));
    const [only] = tags;
    const n = tags.length;
    if (only && n === 1) {
      const { name } = only;
      const text =
        contactCount === 0
          ? t(msg`“${name}” deleted`)
          : t(
              msg`“${name}” deleted and taken off ${plural(contactCount, { one: "# contact", other: "# contacts" })}`,
            );
      return notify({ text, action: { label: t(msg`Undo`), run: () => void bringBack(only) } });
    }
    const areBack = ({ tagIds: { length } }: Undone) =>
      t(msg`${plural(length, { one: "# tag is back", other: "# tags are back" })}`);
    notify({
      text: t(msg`${plural(n, { one: "# tag deleted", other: "# tags deleted" })}`),
      action: { label: t(msg`Undo`), run: () => void undoMany(operationId, areBack) },
    });
  }

  return {
    ...useArchive(model, onRemoved),
    ...useMerge(model, onRemoved),
    ...useValidity(model),
    restoring,
    deleting,
    bringBack,
    created({ name }: Tag): void {
      notify({ text: t(msg`“${name}” created`) });
    },
    /** Rejects when it is refused: whoever asked shows why where the name was typed. */
    async rename(tag: Tag, to: string, keepOldName = false): Promise<void> {
      const { name } = await model.rename(tag, to, keepOldName);
      if (name === tag.name) return;
      const before = { ...tag, name };
      notify({
        text: t(msg`Renamed to “${name}”`),
        action: { label: t(msg`Undo`), run: () => void model.rename(before, tag.name).catch(failed) },
      });
    },
    async recolor(tag: Tag, color: string): Promise<void> {
      if (color === tag.color) return;
      try {
        const saved = await model.recolor(tag, color);
        const { name } = saved;
        notify({
          text: t(msg`“${name}” has another colour`),
          action: { label: t(msg`Undo`), run: () => void model.recolor(saved, tag.color).catch(failed) },
        });
      } catch (reason) {
        failed(reason);
      }
    },
    async recolorMany(ids: readonly number[], color: string): Promise<void> {
      try {
        const done = await model.recolorMany(ids, color);
        if (!done) return;
        const { n, operationId } = done;
        const areBack = ({ tagIds: { length } }: Undone) =>
          t(
            msg`${plural(length, { one: "# tag has its colour back", other: "# tags have their colours back" })}`,
          );
        notify({
          text: t(
            msg`${plural(n, { one: "# tag has another colour", other: "# tags have another colour" })}`,
          ),
          action: { label: t(msg`Undo`), run: () => void undoMany(operationId, areBack) },
        });
      } catch (reason) {
        failed(reason);
      }
    },
    /** A tag that nobody has goes at once; for others it is shown first whom it is taken from. */
    async askToRemove(tags: readonly Named[]): Promise<void> {
      const [only] = tags;
      if (!only) return;
      if (tags.length > 1) return setDeleting(tags);
      try {
        sayDeleted(await model.remove(tags, 0));
      } catch (reason) {
        if (toProblem(reason).code === "impact_changed") setDeleting(tags);
        else failed(reason);
      }
    },
    async remove(tags: readonly Named[], expectedCount: number): Promise<void> {
      sayDeleted(await model.remove(tags, expectedCount));
    },
    stopAsking: () => setDeleting(null),
  };
}
