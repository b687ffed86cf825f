import { msg } from "@lingui/core/macro";
import { useState } from "preact/hooks";
import { Button } from "../controls/button.tsx";
import { Dialog } from "../controls/dialog.tsx";
import { FormError } from "../controls/form-error.tsx";
import { errorText, t } from "../text/i18n.ts";
import type { Tag } from "@tagdeck/core/tags/tag";
import type { TagsModel } from "./model.ts";
import { NameField } from "./name-field.tsx";
import { isNameProblem, NameProblem } from "./name-problem.tsx";

type RestoreDialogProps = {
  model: TagsModel;
  max: number;
  tag: Pick<Tag, "id" | "name">;
  /** Why it could not come back under its own name. */
  reason: unknown;
  onDone: () => void;
  onClose: () => void;
};

export function RestoreDialog({ model, max, tag, reason, onDone, onClose }: RestoreDialogProps) {
  const [name, setName] = useState(`${tag.name} 2`);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const atName = error !== null && isNameProblem(error);

  const restore = async () => {
    setBusy(true);
    setError(null);
    try {
      await model.bringBack(tag.id, name);
      onDone();
    } catch (next) {
      setError(next);
      setBusy(false);
    }
  };

  return (
    <Dialog
      open
      onClose={onClose}
      title={t(msg`Bring it back under another name`)}
      description={<NameProblem error={reason} />}
    >
      <form
        class="form"
        onSubmit={(event) => {
          event.preventDefault();
          if (!busy) void restore();
        }}
      >
        <FormError text={error === null || atName ? null : errorText(error)} />
        <NameField
          value={name}
          max={max}
          error={atName && <NameProblem error={error} />}
          onChange={setName}
        />
        <div class="dialog-actions">
          <Button onClick={onClose}>{t(msg`Cancel`)}</Button>
          <Button type="submit" variant="primary" busy={busy}>
            {t(msg`Bring it back`)}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
