/** The first letter of a name on a quiet ground; it says nothing that the name beside it does not. */
export function Avatar({ name, large }: { name: string; large?: boolean }) {
  const segments = new Intl.Segmenter(undefined, { granularity: "grapheme" }).segment(name.trim());
  const first = [...segments][0]?.segment.toLocaleUpperCase() ?? "?";
  return (
    <span class={`avatar${large ? " avatar-large" : ""}`} aria-hidden>
      {first}
    </span>
  );
}
