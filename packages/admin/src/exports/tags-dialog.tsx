import { msg, plural } from "@lingui/core/macro";
import type { ExportPreset } from "@tagdeck/core/exports/inputs";
import { tagExtras, type TagExtra } from "@tagdeck/core/exports/tag-columns";
import { useQueryClient } from "@tanstack/preact-query";
import { useState } from "preact/hooks";
import { Button } from "../controls/button.tsx";
import { CheckList } from "../controls/check-list.tsx";
import { Dialog } from "../controls/dialog.tsx";
import { FormError } from "../controls/form-error.tsx";
import { RadioCards } from "../controls/radio-cards.tsx";
import { notify } from "../controls/toaster.ts";
import { notificationsKey } from "../notifications/queries.ts";
import { useConsole } from "../shell/console.ts";
import type { TagOrder } from "../tags/queries.ts";
import { errorText, t } from "../text/i18n.ts";
import { tagExtraNames } from "./column-names.ts";

export type TagsDialogProps = {
  /** The list on screen, with how many tags it holds; null where it is all there is. */
  list: { order: TagOrder; found: number } | null;
  /** All tags that are not deleted. */
  total: number;
  onClose: () => void;
};

export function TagsDialog({ list, total, onClose }: TagsDialogProps) {
  const { slug, api } = useConsole();
  const queries = useQueryClient();
  const [scope, setScope] = useState<"list" | "all">(list ? "list" : "all");
  const [preset, setPreset] = useState<ExportPreset>("full");
  const [columns, setColumns] = useState<TagExtra[]>([]);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const found = list?.found ?? 0;
  const n = scope === "list" ? found : total;

  async function begin(): Promise<void> {
    setBusy(true);
    setError(null);
    try {
      const order = scope === "list" && list ? { list: list.order } : {};
      await api.exports.create.mutate({ kind: "tags", preset, columns, ...order });
      void queries.invalidateQueries({ queryKey: notificationsKey(slug) });
      notify({ text: t(msg`The export has begun. The bell tells you when the file is ready.`) });
      onClose();
    } catch (reason) {
      setError(reason);
      setBusy(false);
    }
  }

  return (
    <Dialog open onClose={onClose} title={t(msg`Export tags`)}>
      <FormError text={error === null ? null : errorText(error)} />
      <form
        class="form"
        onSubmit={(event) => {
          event.preventDefault();
          if (!busy) void begin();
        }}
      >
        {list && (
          <RadioCards
            label={t(msg`Tags`)}
            value={scope}
            choices={[
              {
                value: "list",
                label: t(msg`The list as shown`),
                text: t(msg`${plural(found, { one: "# tag", other: "# tags" })}`),
              },
              {
                value: "all",
                label: t(msg`All tags, archived ones too`),
                text: t(msg`${plural(total, { one: "# tag", other: "# tags" })}`),
              },
            ]}
            onChange={setScope}
          />
        )}
        <RadioCards
          label={t(msg`Content`)}
          value={preset}
          choices={[
            {
              value: "full",
              label: t(msg`Full`),
              text: t(msg`Id, name, number of contacts, when created and last updated`),
            },
            { value: "summary", label: t(msg`Summary`), text: t(msg`Name and number of contacts`) },
          ]}
          onChange={setPreset}
        />
        <CheckList
          label={t(msg`Further columns`)}
          values={columns}
          choices={tagExtras.map((value) => ({ value, label: t(tagExtraNames[value]) }))}
          onChange={setColumns}
        />
        <p class="field-hint">
          {t(msg`A CSV file for spreadsheets, with times in UTC. It can be downloaded for 7 days.`)}
        </p>
        <div class="dialog-actions">
          <Button onClick={onClose}>{t(msg`Cancel`)}</Button>
          <Button type="submit" variant="primary" busy={busy}>
            {t(msg`Export ${plural(n, { one: "# tag", other: "# tags" })}`)}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
