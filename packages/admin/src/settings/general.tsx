import { msg } from "@lingui/core/macro";
import { toProblem } from "@tagdeck/ui/problem";
import { Field } from "../controls/field.tsx";
import { FormError } from "../controls/form-error.tsx";
import { TimeZoneField } from "../controls/time-zone-field.tsx";
import { useConsole } from "../shell/console.ts";
import { errorText, t } from "../text/i18n.ts";
import { SaveBar } from "./save-bar.tsx";
import { useSettingsForm } from "./use-settings-form.ts";

export function GeneralSettings() {
  const { workspace, can } = useConsole();
  const { name, timeZone } = workspace;
  const form = useSettingsForm({ name, timeZone }, (draft) => draft);
  const mayEdit = can("settings.edit");
  const atZone = form.error !== null && toProblem(form.error).code === "time_zone_invalid";
  return (
    <form
      class="form settings-form"
      onSubmit={(event) => {
        event.preventDefault();
        void form.save();
      }}
    >
      <FormError text={form.error === null || atZone ? null : errorText(form.error)} />
      <Field label={t(msg`Name of the workspace`)}>
        {(control) => (
          <input
            {...control}
            class="input"
            value={form.draft.name}
            maxLength={80}
            required
            disabled={!mayEdit}
            onInput={(event) => form.change({ name: event.currentTarget.value })}
          />
        )}
      </Field>
      <TimeZoneField
        value={form.draft.timeZone}
        disabled={!mayEdit}
        error={atZone ? errorText(form.error) : undefined}
        onChange={(zone) => form.change({ timeZone: zone })}
      />
      {mayEdit && <SaveBar changed={form.changed} busy={form.busy} onReset={form.reset} />}
    </form>
  );
}
