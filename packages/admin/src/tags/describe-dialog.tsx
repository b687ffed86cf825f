import { msg } from "@lingui/core/macro";
import type { Tag } from "@tagdeck/core/tags/tag";
import { useState } from "preact/hooks";
import { Button } from "../controls/button.tsx";
import { Dialog } from "../controls/dialog.tsx";
import { Field } from "../controls/field.tsx";
import { errorText, t } from "../text/i18n.ts";
import type { TagsModel } from "./model.ts";

type DescribeDialogProps = { model: TagsModel; tag: Tag; onClose: () => void };

export function DescribeDialog({ model, tag, onClose }: DescribeDialogProps) {
  const [text, setText] = useState(tag.description);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const { name } = tag;

  const save = async () => {
    setBusy(true);
    setError(null);
    try {
      await model.describe(tag, text.trim());
      onClose();
    } catch (reason) {
      setError(reason);
      setBusy(false);
    }
  };

  return (
    <Dialog open onClose={onClose} title={t(msg`Description of “${name}”`)}>
      <form
        class="form"
        onSubmit={(event) => {
          event.preventDefault();
          if (!busy) void save();
        }}
      >
        <Field
          label={t(msg`Description`)}
          hint={t(msg`When to use this tag, so that everybody uses it alike.`)}
          error={error !== null && errorText(error)}
        >
          {(control) => (
            <textarea
              {...control}
              class="input"
              rows={4}
              maxLength={500}
              value={text}
              data-autofocus
              onInput={(event) => setText(event.currentTarget.value)}
            />
          )}
        </Field>
        <div class="dialog-actions">
          <Button onClick={onClose}>{t(msg`Cancel`)}</Button>
          <Button type="submit" variant="primary" busy={busy}>
            {t(msg`Save`)}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
