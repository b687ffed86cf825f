import { msg } from "@lingui/core/macro";
import { defaultTagColor } from "@tagdeck/core/tags/color";
import { tagKey } from "@tagdeck/core/tags/name";
import type { Tag } from "@tagdeck/core/tags/tag";
import { TagChip } from "@tagdeck/ui/tag-chip.tsx";
import { useState } from "preact/hooks";
import { Button } from "../controls/button.tsx";
import { Dialog } from "../controls/dialog.tsx";
import { Field } from "../controls/field.tsx";
import { FormError } from "../controls/form-error.tsx";
import { errorText, t } from "../text/i18n.ts";
import { ColorPalette } from "./color-palette.tsx";
import { KindField } from "./kind-field.tsx";
import type { TagsModel } from "./model.ts";
import { NameField } from "./name-field.tsx";
import { isNameProblem, NameProblem } from "./name-problem.tsx";
import { NearNames } from "./near-names.tsx";

type NewTagDialogProps = {
  model: TagsModel;
  max: number;
  name: string;
  onCreated: (tag: Tag) => void;
  onClose: () => void;
};

export function NewTagDialog({ model, max, name: wanted, onCreated, onClose }: NewTagDialogProps) {
  const [name, setName] = useState(wanted);
  const [chosenColor, setColor] = useState<string | null>(null);
  const [description, setDescription] = useState("");
  const [validityDays, setValidityDays] = useState<number | null>(null);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const color = chosenColor ?? defaultTagColor(tagKey(name));
  const atName = error !== null && isNameProblem(error);

  const create = async () => {
    setBusy(true);
    setError(null);
    try {
      onCreated(await model.create({ name, color, description, validityDays }));
    } catch (reason) {
      setError(reason);
      setBusy(false);
    }
  };

  return (
    <Dialog open onClose={onClose} title={t(msg`New tag`)}>
      <form
        class="form"
        onSubmit={(event) => {
          event.preventDefault();
          if (!busy) void create();
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
        <NearNames name={name} />
        <div class="field">
          <div class="field-head">
            <span class="field-label">{t(msg`Colour`)}</span>
            <span class="chip-preview" aria-hidden>
              <TagChip tag={{ name: name.trim() || t(msg`New tag`), color }} />
            </span>
          </div>
          <ColorPalette label={t(msg`Colour`)} value={color} onChange={setColor} />
        </div>
        <KindField days={validityDays} onChange={setValidityDays} />
        <Field label={t(msg`Description`)} hint={t(msg`When to use it. Optional.`)}>
          {(control) => (
            <textarea
              {...control}
              class="input"
              rows={2}
              maxLength={500}
              value={description}
              onInput={(event) => setDescription(event.currentTarget.value)}
            />
          )}
        </Field>
        <div class="dialog-actions">
          <Button onClick={onClose}>{t(msg`Cancel`)}</Button>
          <Button type="submit" variant="primary" busy={busy}>
            {t(msg`Create tag`)}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
