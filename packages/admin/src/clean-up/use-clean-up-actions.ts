import { msg } from "@lingui/core/macro";
import { notify, notifyProblem } from "../controls/toaster.ts";
import { errorText, t } from "../text/i18n.ts";
import type { CleanUpModel, TagPair } from "./model.ts";

/** The model's actions with what is said about them: a toast with a way back, or the reason of a failure. */
export function useCleanUpActions(model: CleanUpModel) {
  const failed = (reason: unknown) => notifyProblem({ text: errorText(reason) });
  const unignore = (pairs: TagPair[]) => model.unignore(pairs).catch(failed);
  return {
    async ignore(pairs: TagPair[]): Promise<void> {
      try {
        const ignored = await model.ignore(pairs);
        if (ignored.length === 0) return;
        notify({
          text: t(msg`Kept as different tags, and not shown again`),
          action: { label: t(msg`Undo`), run: () => void unignore(ignored) },
        });
      } catch (reason) {
        failed(reason);
      }
    },
    async unignore(pair: TagPair): Promise<void> {
      try {
        await model.unignore([pair]);
        notify({
          text: t(msg`Shown as duplicates again`),
          action: { label: t(msg`Undo`), run: () => void model.ignore([pair]).catch(failed) },
        });
      } catch (reason) {
        failed(reason);
      }
    },
  };
}
