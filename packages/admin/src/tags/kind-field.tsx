import { msg } from "@lingui/core/macro";
import { validityMax } from "@tagdeck/core/tags/expiry";
import { NumberField } from "../controls/number-field.tsx";
import { RadioCards } from "../controls/radio-cards.tsx";
import { t } from "../text/i18n.ts";

type KindFieldProps = {
  /** For how many days it stays; null = for good. */
  days: number | null;
  onChange: (days: number | null) => void;
};

const usualDays = 7;

/** Whether a tag stays on its contacts for good, or for how many days. */
export function KindField({ days, onChange }: KindFieldProps) {
  return (
    <>
      <RadioCards
        label={t(msg`Kind`)}
        value={days === null ? "permanent" : "temporary"}
        choices={[
          { value: "permanent", label: t(msg`Permanent`), text: t(msg`Stays until somebody removes it.`) },
          { value: "temporary", label: t(msg`Temporary`), text: t(msg`Leaves by itself after some days.`) },
        ]}
        onChange={(kind) => onChange(kind === "permanent" ? null : usualDays)}
      />
      {days !== null && (
        <NumberField
          label={t(msg`Stays after tagging for`)}
          unit={t(msg`days`)}
          min={1}
          max={validityMax}
          value={days}
          onChange={onChange}
        />
      )}
    </>
  );
}
