import { stringify } from "csv-stringify/sync";

export type Cell = string | number | null;

const e164 = /^\+[1-9]\d{1,14}$/;

/**
 * Rows as CSV for spreadsheets and for the import: UTF-8, lines that end with CRLF, what would be a formula behind
 * a `'`. Cells of the columns in `phones` are left as they are where they hold a number in E.164.
 */
export function csvText(rows: readonly (readonly Cell[])[], phones: ReadonlySet<number> = new Set()): string {
  return stringify(
    rows.map((row) => [...row]),
    {
      record_delimiter: "windows",
      // By itself it quotes only what holds the whole CRLF, and readers end a record at half of it.
      quoted_match: /[\r\n]/,
      escape_formulas: true,
      cast: {
        string(value, { column }) {
          if (phones.has(Number(column)) && e164.test(value)) return { value, escape_formulas: false };
          // So that it is known from one that was put there.
          return value.startsWith("'") ? `'${value}` : value;
        },
      },
    },
  );
}

/** What a CSV file begins with, so that Excel takes it for UTF-8. */
export const byteOrderMark = "\uFEFF";
