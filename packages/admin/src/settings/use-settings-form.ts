import { msg } from "@lingui/core/macro";
import type { UpdateWorkspace } from "@tagdeck/core/workspaces/inputs";
import { useState } from "preact/hooks";
import { notify } from "../controls/toaster.ts";
import { t } from "../text/i18n.ts";
import { useSettings } from "./use-settings.ts";

/** A draft of some settings over what is stored: what was not touched follows the server. */
export function useSettingsForm<Draft extends object>(
  stored: Draft,
  toInput: (draft: Draft) => UpdateWorkspace,
) {
  const model = useSettings();
  const [touched, setTouched] = useState<Partial<Draft>>({});
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const draft: Draft = { ...stored, ...touched };
  // safe because a draft's own keys are the keys of its type
  const changed = (Object.keys(draft) as (keyof Draft)[]).some((key) => draft[key] !== stored[key]);

  return {
    draft,
    changed,
    busy,
    error,
    change: (change: Partial<Draft>) => setTouched({ ...touched, ...change }),
    reset(): void {
      setTouched({});
      setError(null);
    },
    async save(): Promise<void> {
      if (busy || !changed) return;
      setBusy(true);
      setError(null);
      try {
        await model.update(toInput(draft));
        setTouched({});
        notify({ text: t(msg`Saved`) });
      } catch (reason) {
        setError(reason);
      }
      setBusy(false);
    },
  };
}
