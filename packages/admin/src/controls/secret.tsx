/** Something to be copied whole: a click or the keyboard selects all of it. */
export function Secret({ label, text }: { label: string; text: string }) {
  return (
    <input
      class="input mono"
      readOnly
      aria-label={label}
      value={text}
      onFocus={(event) => event.currentTarget.select()}
    />
  );
}
