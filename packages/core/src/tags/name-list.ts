/** Tag names in one cell: parted by `|`; one that holds a separator or a quote stands in double quotes. */
export function joinNames(names: readonly string[]): string {
  return names.map((name) => (/[|,"]/.test(name) ? `"${name.replaceAll('"', '""')}"` : name)).join("|");
}
