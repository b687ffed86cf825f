import { msg } from "@lingui/core/macro";
import type { Tag } from "@tagdeck/core/tags/tag";
import { Plus, X } from "lucide-preact";
import { useState } from "preact/hooks";
import { Button, IconButton } from "../controls/button.tsx";
import { Dialog } from "../controls/dialog.tsx";
import { FormError } from "../controls/form-error.tsx";
import { notify, notifyProblem } from "../controls/toaster.ts";
import { useConsole } from "../shell/console.ts";
import { errorText, t } from "../text/i18n.ts";
import type { TagsModel } from "./model.ts";
import { NameField } from "./name-field.tsx";
import { isNameProblem, NameProblem } from "./name-problem.tsx";

/** The other names of a tag: what old files and programs may still call it. */
export function Aliases({ tag, model }: { tag: Tag; model: TagsModel }) {
  const { can } = useConsole();
  const [adding, setAdding] = useState(false);
  const mayChange = can("tags.merge");
  const names = tag.aliases ?? [];
  const failed = (reason: unknown) => notifyProblem({ text: errorText(reason) });

  const remove = async (name: string) => {
    try {
      await model.removeAlias(tag.id, name);
      notify({
        text: t(msg`“${name}” is free`),
        action: { label: t(msg`Undo`), run: () => void model.addAlias(tag.id, name).catch(failed) },
      });
    } catch (reason) {
      failed(reason);
    }
  };

  return (
    <div>
      <dt>
        {t(msg`Other names`)}
        {mayChange && (
          <IconButton label={t(msg`Add another name`)} onClick={() => setAdding(true)}>
            <Plus size={14} aria-hidden />
          </IconButton>
        )}
      </dt>
      <dd>
        {names.length === 0 && <span class="muted">{t(msg`None yet`)}</span>}
        {names.length > 0 && (
          <ul class="aliases">
            {names.map((name) => (
              <li key={name} class="alias">
                <bdi>{name}</bdi>
                {mayChange && (
                  <IconButton label={t(msg`Remove the name ${name}`)} onClick={() => void remove(name)}>
                    <X size={14} aria-hidden />
                  </IconButton>
                )}
              </li>
            ))}
          </ul>
        )}
      </dd>
      {adding && (
        <AliasDialog
          tag={tag}
          onAdd={(name) => model.addAlias(tag.id, name)}
          onClose={() => setAdding(false)}
        />
      )}
    </div>
  );
}

type AliasDialogProps = { tag: Tag; onAdd: (name: string) => Promise<void>; onClose: () => void };

function AliasDialog({ tag, onAdd, onClose }: AliasDialogProps) {
  const { workspace } = useConsole();
  const [name, setName] = useState("");
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const atName = error !== null && isNameProblem(error);
  const own = tag.name;

  const save = async () => {
    setBusy(true);
    setError(null);
    try {
      await onAdd(name);
      onClose();
    } catch (reason) {
      setError(reason);
      setBusy(false);
    }
  };

  return (
    <Dialog open onClose={onClose} title={t(msg`Another name of “${own}”`)}>
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
          max={workspace.settings.tagNameMax}
          error={atName && <NameProblem error={error} />}
          onChange={(next) => {
            setName(next);
            if (atName) setError(null);
          }}
        />
        <p class="muted">
          {t(msg`Files, programs and people find the tag by it; no other tag can have it.`)}
        </p>
        <div class="dialog-actions">
          <Button onClick={onClose}>{t(msg`Cancel`)}</Button>
          <Button type="submit" variant="primary" busy={busy}>
            {t(msg`Add`)}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
