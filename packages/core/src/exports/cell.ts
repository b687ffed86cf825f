/**
 * A cell of a CSV file as its value was before an export made it safe for spreadsheets: what they would take for
 * a formula stands behind a `'`, and so does what begins with one. (OWASP, CSV injection.)
 */
export function restoreCell(cell: string): string {
  return /^'['=+\-@\t\r＝＋－＠]/.test(cell) ? cell.slice(1) : cell;
}
