type DayFieldProps = {
  label: string;
  value: string | null;
  min?: string;
  max?: string;
  onChange: (day: string | null) => void;
};

/** A day with its name before it. */
export function DayField({ label, value, min, max = "9999-12-31", onChange }: DayFieldProps) {
  return (
    <label class="day-field">
      <span>{label}</span>
      <input
        class="input"
        type="date"
        value={value ?? ""}
        min={min}
        max={max}
        onChange={(event) => onChange(event.currentTarget.value || null)}
      />
    </label>
  );
}
