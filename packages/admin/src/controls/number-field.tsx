import { msg } from "@lingui/core/macro";
import { useEffect, useState } from "preact/hooks";
import { formatNumber } from "../text/format.ts";
import { t } from "../text/i18n.ts";
import { Field } from "./field.tsx";

type NumberFieldProps = {
  label: string;
  unit: string;
  min: number;
  max: number;
  value: number;
  disabled?: boolean;
  onChange: (value: number) => void;
};

export function NumberField({ label, unit, min, max, value, disabled, onChange }: NumberFieldProps) {
  const [text, setText] = useState(String(value));
  useEffect(() => setText((typed) => (Number(typed) === value ? typed : String(value))), [value]);
  const from = formatNumber(min);
  const to = formatNumber(max);
  return (
    <Field label={label} hint={t(msg`${from} to ${to}`)}>
      {(control) => (
        <div class="number">
          <input
            {...control}
            class="input"
            type="number"
            inputMode="numeric"
            min={min}
            max={max}
            step={1}
            required
            value={text}
            disabled={disabled}
            onInput={(event) => {
              setText(event.currentTarget.value);
              if (event.currentTarget.value !== "") onChange(Number(event.currentTarget.value));
            }}
          />
          <span class="muted">{unit}</span>
        </div>
      )}
    </Field>
  );
}
