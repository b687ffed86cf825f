import { useId } from "preact/hooks";

type RadioCardsProps<Value extends string> = {
  label: string;
  value: Value;
  choices: { value: Value; label: string; text: string }[];
  onChange: (value: Value) => void;
};

export function RadioCards<Value extends string>({
  label,
  value,
  choices,
  onChange,
}: RadioCardsProps<Value>) {
  const name = useId();
  return (
    <fieldset class="radio-cards">
      <legend>{label}</legend>
      {choices.map((choice) => (
        <label key={choice.value} class="radio-card">
          <input
            type="radio"
            name={name}
            value={choice.value}
            checked={choice.value === value}
            onChange={() => onChange(choice.value)}
          />
          <span>
            <b>{choice.label}</b>
            <span class="sub">{choice.text}</span>
          </span>
        </label>
      ))}
    </fieldset>
  );
}
