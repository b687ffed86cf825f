import { msg } from "@lingui/core/macro";
import type { AppliedChange } from "@tagdeck/core/assignments/change";
import type { ExpiryChange } from "@tagdeck/core/assignments/inputs";
import type { ContactTag } from "@tagdeck/core/tags/tag";
import { useState } from "preact/hooks";
import { notify, notifyProblem } from "../controls/toaster.ts";
import { useConsole } from "../shell/console.ts";
import { errorText, t } from "../text/i18n.ts";
import { extendedText } from "./life.ts";
import type { ContactModel } from "./model.ts";

type NamedTag = { id: number; name: string; color: string };

/** The model's actions with what is said about them: a toast with a way back, or the reason of a failure. */
export function useContactActions(model: ContactModel) {
  const { timeZone } = useConsole().workspace;
  const [pending, setPending] = useState<ReadonlySet<number>>(new Set());

  async function run(text: string, change: () => Promise<AppliedChange[]>): Promise<void> {
    try {
      const changes = await change();
      if (changes.length === 0) return;
      notify({ text, action: { label: t(msg`Undo`), run: () => void undo(changes) } });
    } catch (reason) {
      notifyProblem({ text: errorText(reason) });
    }
  }

  async function undo(changes: AppliedChange[]): Promise<void> {
    try {
      await model.undo(changes);
    } catch (reason) {
      notifyProblem({ text: errorText(reason) });
    }
  }

  return {
    /** Tags whose adding the server has not confirmed yet. */
    pending,
    async add(tag: NamedTag): Promise<void> {
      setPending((ids) => new Set(ids).add(tag.id));
      const { name } = tag;
      await run(t(msg`“${name}” added`), () => model.add(tag, Date.now()));
      setPending((ids) => new Set([...ids].filter((id) => id !== tag.id)));
    },
    create: (name: string) => run(t(msg`“${name}” created and added`), () => model.create(name)),
    extend: (tag: ContactTag, to: ExpiryChange) =>
      run(extendedText(tag, to), () => model.extend(tag, to, timeZone)),
    async remove(tag: NamedTag): Promise<void> {
      const { name } = tag;
      await run(t(msg`“${name}” removed`), () => model.remove(tag));
    },
  };
}
