import { msg, plural } from "@lingui/core/macro";
import { toProblem } from "@tagdeck/ui/problem";
import { Field } from "../controls/field.tsx";
import { RuleImpactText } from "../controls/rule-impact.tsx";
import { FormError } from "../controls/form-error.tsx";
import { TimeZoneField } from "../controls/time-zone-field.tsx";
import { useConsole } from "../shell/console.ts";
import { errorText, t } from "../text/i18n.ts";
import { SaveBar } from "./save-bar.tsx";
import { useZoneImpact } from "./use-zone-impact.ts";
import { useSettingsForm } from "./use-settings-form.ts";

export function GeneralSettings() {
  const { workspace, can } = useConsole();
  const { name, timeZone } = workspace;
  const zone = useZoneImpact();
  const form = useSettingsForm({ name, timeZone }, (draft) => ({
    ...draft,
    ...(zone.impact?.data && { expectedCount: zone.impact.data.expectedCount }),
  }));
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
        onChange={(chosen) => {
          form.change({ timeZone: chosen });
          zone.ask(chosen === timeZone ? null : chosen);
        }}
      />
      <RuleImpactText
        impact={zone.impact}
        say={(count) =>
          count === 0
            ? t(msg`No contact has a temporary tag.`)
            : t(
                msg`Temporary tags end with a day. ${plural(count, { one: "# that was given", other: "# that were given" })} will end with the days of this zone.`,
              )
        }
      />
      {mayEdit && (
        <SaveBar
          changed={form.changed}
          busy={form.busy || zone.impact?.isPending === true}
          onReset={() => {
            form.reset();
            zone.ask(null);
          }}
        />
      )}
    </form>
  );
}
