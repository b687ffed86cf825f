import { msg } from "@lingui/core/macro";
import type { Tag } from "@tagdeck/core/tags/tag";
import { useState } from "preact/hooks";
import { notify, notifyProblem } from "../controls/toaster.ts";
import { errorText, t } from "../text/i18n.ts";
import { kindText } from "./cells.tsx";
import type { TagsModel } from "./model.ts";

/** Changing how long a tag stays, with what is said about it. */
export function useValidity(model: TagsModel) {
  const [changingValidity, setChanging] = useState<Tag | null>(null);

  async function undo(operationId: number): Promise<void> {
    try {
      await model.undo(operationId);
      notify({ text: t(msg`Undone`) });
    } catch (reason) {
      notifyProblem({ text: errorText(reason) });
    }
  }

  return {
    changingValidity,
    askValidity: (tag: Tag) => setChanging(tag),
    stopAskingValidity: () => setChanging(null),
    async setValidity(tag: Tag, validityDays: number | null, expectedCount: number): Promise<void> {
      const { operationId, tag: saved } = await model.setValidity(tag.id, validityDays, expectedCount);
      if (operationId === null) return;
      const { name } = saved;
      const kind = kindText(saved);
      notify({
        text: t(msg`“${name}”: ${kind}`),
        action: { label: t(msg`Undo`), run: () => void undo(operationId) },
      });
    },
  };
}
