const stroke = {
  width: 16,
  height: 16,
  viewBox: "0 0 16 16",
  fill: "none",
  stroke: "currentColor",
  "stroke-width": 1.5,
  "stroke-linecap": "round",
  "stroke-linejoin": "round",
  "aria-hidden": true,
} as const;

function icon(d: string) {
  return () => (
    <svg {...stroke}>
      <path d={d} />
    </svg>
  );
}

export const PlusIcon = icon("M8 3.5v9M3.5 8h9");
export const CrossIcon = icon("m5 5 6 6m0-6-6 6");
export const CopyIcon = icon("M6 6h6.5v6.5H6zM3.5 10V3.5H10");
export const CheckIcon = icon("m3.5 8.5 3 3 6-7");
