import { msg } from "@lingui/core/macro";
import { FormError } from "../controls/form-error.tsx";
import { NumberField } from "../controls/number-field.tsx";
import { Switch } from "../controls/switch.tsx";
import { useConsole } from "../shell/console.ts";
import { errorText, t } from "../text/i18n.ts";
import { SaveBar } from "./save-bar.tsx";
import { useSettingsForm } from "./use-settings-form.ts";

export function LimitSettings() {
  const { workspace, can } = useConsole();
  const form = useSettingsForm(workspace.settings, (settings) => ({ settings }));
  const off = !can("settings.edit");
  const { draft, change } = form;
  return (
    <form
      class="form settings-form"
      onSubmit={(event) => {
        event.preventDefault();
        void form.save();
      }}
    >
      <FormError text={form.error === null ? null : errorText(form.error)} />
      <h2 class="section-title">{t(msg`Limits`)}</h2>
      <NumberField
        label={t(msg`Longest tag name`)}
        unit={t(msg`characters`)}
        min={20}
        max={100}
        value={draft.tagNameMax}
        disabled={off}
        onChange={(tagNameMax) => change({ tagNameMax })}
      />
      <NumberField
        label={t(msg`Most tags on one contact`)}
        unit={t(msg`tags`)}
        min={1}
        max={500}
        value={draft.contactTagMax}
        disabled={off}
        onChange={(contactTagMax) => change({ contactTagMax })}
      />
      <NumberField
        label={t(msg`Changes can be undone for`)}
        unit={t(msg`days`)}
        min={1}
        max={365}
        value={draft.undoDays}
        disabled={off}
        onChange={(undoDays) => change({ undoDays })}
      />
      <NumberField
        label={t(msg`Deleting asks for the number to be typed above`)}
        unit={t(msg`contacts`)}
        min={0}
        max={1_000_000}
        value={draft.typeCountAbove}
        disabled={off}
        onChange={(typeCountAbove) => change({ typeCountAbove })}
      />
      <h2 class="section-title">{t(msg`Counts`)}</h2>
      <div class="switches">
        <Switch
          label={t(msg`Count by the hour`)}
          hint={t(
            msg`Lists show how many contacts a tag had at the last full hour, in place of now. What is asked before a deletion is exact all the same.`,
          )}
          checked={draft.countMode === "hourly"}
          disabled={off}
          onChange={(hourly) => change({ countMode: hourly ? "hourly" : "live" })}
        />
      </div>
      <h2 class="section-title">{t(msg`Who may do what`)}</h2>
      <div class="switches">
        <Switch
          label={t(msg`Agents may create tags`)}
          hint={t(msg`Otherwise they choose among the tags that exist.`)}
          checked={draft.agentsMayCreate}
          disabled={off}
          onChange={(agentsMayCreate) => change({ agentsMayCreate })}
        />
        <Switch
          label={t(msg`Agents may rename and recolour tags`)}
          hint={t(msg`A new name shows at once on every contact that has the tag.`)}
          checked={draft.agentsMayEdit}
          disabled={off}
          onChange={(agentsMayEdit) => change({ agentsMayEdit })}
        />
        <Switch
          label={t(msg`Panels may be opened with the admin role`)}
          hint={t(msg`Only if you trust the chat’s server to say who is an admin.`)}
          checked={draft.panelAdmins}
          disabled={off}
          onChange={(panelAdmins) => change({ panelAdmins })}
        />
      </div>
      <h2 class="section-title">{t(msg`Sign-in`)}</h2>
      <div class="switches">
        <Switch
          label={t(msg`Members need two-factor sign-in`)}
          hint={t(
            msg`Who has not set it up sees only their own account until they have. It does not concern who signs in with a company’s account.`,
          )}
          checked={draft.requireTwoFactor}
          disabled={off}
          onChange={(requireTwoFactor) => change({ requireTwoFactor })}
        />
      </div>
      {!off && <SaveBar changed={form.changed} busy={form.busy} onReset={form.reset} />}
    </form>
  );
}
