import { useId } from "preact/hooks";

type CheckListProps<Value extends string> = {
  label: string;
  values: readonly Value[];
  choices: { value: Value; label: string }[];
  onChange: (values: Value[]) => void;
};

/** Any of a few choices, in columns. */
export function CheckList<Value extends string>({ label, values, choices, onChange }: CheckListProps<Value>) {
  const name = useId();
  return (
    <fieldset class="check-list">
      <legend>{label}</legend>
      {choices.map(({ value, label: text }) => (
        <label key={value}>
          <input
            type="checkbox"
            class="checkbox"
            name={name}
            checked={values.includes(value)}
            onChange={({ currentTarget }) =>
              onChange(
                currentTarget.checked ? [...values, value] : values.filter((chosen) => chosen !== value),
              )
            }
          />
          {text}
        </label>
      ))}
    </fieldset>
  );
}
