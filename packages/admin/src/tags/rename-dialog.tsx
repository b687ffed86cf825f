import { msg } from "@lingui/core/macro";
import type { Tag } from "@tagdeck/core/tags/tag";
import { toProblem } from "@tagdeck/ui/problem";
import { Merge } from "lucide-preact";
import { useState } from "preact/hooks";
import { Button } from "../controls/button.tsx";
import { Dialog } from "../controls/dialog.tsx";
import { FormError } from "../controls/form-error.tsx";
import { errorText, t } from "../text/i18n.ts";
import { NameField } from "./name-field.tsx";
import { holderOf, isNameProblem, NameProblem } from "./name-problem.tsx";
import { NearNames } from "./near-names.tsx";

type RenameDialogProps = {
  tag: Tag;
  max: number;
  onRename: (name: string, keepOldName: boolean) => Promise<void>;
  /** Offers to become one with the tag that has the name; null where the person may not merge. */
  onMerge: ((holder: Tag) => void) | null;
  onClose: () => void;
};

export function RenameDialog({ tag, max, onRename, onMerge, onClose }: RenameDialogProps) {
  const [name, setName] = useState(tag.name);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const [keepOldName, setKeepOldName] = useState(false);
  const own = tag.name;
  const holder = error === null ? null : holderOf(toProblem(error).details);
  const atName = error !== null && isNameProblem(error);

  const save = async () => {
    setBusy(true);
    setError(null);
    try {
      await onRename(name, keepOldName);
      onClose();
    } catch (reason) {
      setError(reason);
      setBusy(false);
    }
  };

  return (
    <Dialog open onClose={onClose} title={t(msg`Rename the tag`)}>
      <form
        class="form"
        onSubmit={(event) => {
          event.preventDefault();
          if (!busy) void save();
        }}
      >
        <FormError text={error === null || atName ? null : errorText(error)} />
        <NameField
          value={name}
          max={max}
          error={atName && <NameProblem error={error} />}
          onChange={(next) => {
            setName(next);
            if (atName) setError(null);
          }}
        />
        {holder && onMerge && (
          <p class="merge-offer">
            <Button
              onClick={() => {
                onClose();
                onMerge(holder);
              }}
            >
              <Merge size={16} aria-hidden />
              {t(msg`Merge the two…`)}
            </Button>
          </p>
        )}
        {onMerge && (
          <label class="check">
            <input
              type="checkbox"
              checked={keepOldName}
              onChange={(event) => setKeepOldName(event.currentTarget.checked)}
            />
            {t(msg`Still find it as “${own}”`)}
          </label>
        )}
        <NearNames name={name.trim() === tag.name ? "" : name} except={tag.id} />
        <div class="dialog-actions">
          <Button onClick={onClose}>{t(msg`Cancel`)}</Button>
          <Button type="submit" variant="primary" busy={busy}>
            {t(msg`Rename`)}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
