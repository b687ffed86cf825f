/** The colours the pickers offer. Any `#rrggbb` is allowed; chips derive contrast-safe tints from it. */
export const tagColors = [
  "#dc2626",
  "#ea580c",
  "#d97706",
  "#65a30d",
  "#16a34a",
  "#0d9488",
  "#0891b2",
  "#3b82f6",
  "#4f46e5",
  "#7c3aed",
  "#db2777",
  "#64748b",
] as const;

/** The colour a new tag gets when nobody chose one: the same name always gets the same colour. */
export function defaultTagColor(key: string): string {
  let hash = 0;
  for (const char of key) hash = (hash * 31 + (char.codePointAt(0) ?? 0)) >>> 0;
  return tagColors[hash % tagColors.length] ?? tagColors[0];
}
