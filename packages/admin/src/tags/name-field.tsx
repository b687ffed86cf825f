import { msg } from "@lingui/core/macro";
import { graphemeLength } from "@tagdeck/core/tags/name";
import type { ComponentChildren } from "preact";
import { Field } from "../controls/field.tsx";
import { formatNumber } from "../text/format.ts";
import { t } from "../text/i18n.ts";

type NameFieldProps = {
  value: string;
  max: number;
  error?: ComponentChildren;
  onChange: (name: string) => void;
};

export function NameField({ value, max, error, onChange }: NameFieldProps) {
  const length = graphemeLength(value.trim());
  return (
    <Field
      label={t(msg`Name`)}
      error={error}
      aside={
        <span class={`counter${length > max ? " counter-over" : ""}`}>
          {formatNumber(length)} / {formatNumber(max)}
        </span>
      }
    >
      {(control) => (
        <input
          {...control}
          class="input"
          value={value}
          autocomplete="off"
          autofocus
          data-autofocus
          onInput={(event) => onChange(event.currentTarget.value)}
        />
      )}
    </Field>
  );
}
