import { msg, plural } from "@lingui/core/macro";
import type { Tag } from "@tagdeck/core/tags/tag";
import { toProblem } from "@tagdeck/ui/problem";
import { useState } from "preact/hooks";
import { notify, notifyProblem } from "../controls/toaster.ts";
import { errorText, t } from "../text/i18n.ts";
import type { DeletedTag, TagsModel } from "./model.ts";

type Restoring = { deleted: DeletedTag; reason: unknown; onDone: () => void; onClose: () => void };

/** The model's actions with what is said about them: a toast with a way back, or the reason of a failure. */
export function useTagActions(model: TagsModel) {
  const [restoring, setRestoring] = useState<Restoring | null>(null);

  const isBack = (tag: Tag) => {
    const { name } = tag;
    notify({ text: t(msg`“${name}” is back`) });
  };

  async function bringBack(deleted: DeletedTag): Promise<void> {
    try {
      isBack(await model.bringBack(deleted));
    } catch (reason) {
      const { code } = toProblem(reason);
      if (code !== "tag_name_taken" && code !== "tag_name_is_alias") {
        return notifyProblem({ text: errorText(reason) });
      }
      const close = () => setRestoring(null);
      setRestoring({
        deleted,
        reason,
        onClose: close,
        onDone: () => {
          close();
          isBack(deleted.tag);
        },
      });
    }
  }

  return {
    restoring,
    created(tag: Tag): void {
      const { name } = tag;
      notify({ text: t(msg`“${name}” created`) });
    },
    async recolor(tag: Tag, color: string): Promise<void> {
      try {
        await model.recolor(tag, color);
      } catch (reason) {
        notifyProblem({ text: errorText(reason) });
      }
    },
    async remove(tag: Tag): Promise<void> {
      try {
        const deleted = await model.remove(tag);
        const { name } = tag;
        const { contactCount } = deleted;
        notify({
          text:
            contactCount === 0
              ? t(msg`“${name}” deleted`)
              : t(
                  msg`“${name}” deleted and taken off ${plural(contactCount, { one: "# contact", other: "# contacts" })}`,
                ),
          action: { label: t(msg`Undo`), run: () => void bringBack(deleted) },
        });
      } catch (reason) {
        notifyProblem({ text: errorText(reason) });
      }
    },
  };
}
