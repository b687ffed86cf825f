import { restoreCell } from "@tagdeck/core/exports/cell";
import { parse } from "csv-parse/sync";
import fc from "fast-check";
import { expect, it } from "vitest";
import { csvText } from "./csv.ts";

it("writes CRLF, quotes what needs it, and leaves numbers and ordinary text alone", () => {
  const rows = [
    ["VIP", 41_223, null],
    ['a "b", c', -5, "two\nlines"],
    ["", 0, "café 換貨 🎌"],
  ];
  expect(csvText(rows)).toBe('VIP,41223,\r\n"a ""b"", c",-5,"two\nlines"\r\n,0,café 換貨 🎌\r\n');
});

it.each([
  ["=1+1", "'=1+1"],
  ['=HYPERLINK("http://x")', `"'=HYPERLINK(""http://x"")"`],
  ["+1", "'+1"],
  ["-1", "'-1"],
  ["@sum", "'@sum"],
  ["\tx", "'\tx"],
  ["\rx", `"'\rx"`],
  ["＝1", "'＝1"],
  ["'tis", "''tis"],
  ["'=1", "''=1"],
  ["a=1", "a=1"],
  ["VIP '26", "VIP '26"],
  ["+886912345678", "'+886912345678"],
])("makes of %j the cell %j", (value, cell) => expect(csvText([[value]])).toBe(`${cell}\r\n`));

it("leaves telephone numbers as they are, and only them, in the columns that hold such", () => {
  const phones = new Set([1]);
  expect(csvText([["+886912345678", "+886912345678"]], phones)).toBe("'+886912345678,+886912345678\r\n");
  expect(csvText([["", "+1+cmd|' /C calc'!A0"]], phones)).toBe(",'+1+cmd|' /C calc'!A0\r\n");
});

it("loses nothing: what was made safe comes back as it was, and no cell is left a formula", () => {
  const special = fc.constantFrom(
    "=",
    "+",
    "-",
    "@",
    "\t",
    "\r",
    "＝",
    "＋",
    "－",
    "＠",
    "'",
    '"',
    ",",
    "\n",
    "|",
  );
  const value = fc.string({ unit: fc.oneof(special, fc.string({ unit: "grapheme", maxLength: 2 })) });
  fc.assert(
    fc.property(fc.array(fc.tuple(value, value), { minLength: 1, maxLength: 8 }), (rows) => {
      const text = csvText(rows);
      // safe because without columns it gives lists of text
      const cells = parse(text, { record_delimiter: ["\r\n", "\n", "\r"] }) as string[][];
      expect(cells.map((row) => row.map(restoreCell))).toEqual(rows);
      expect(cells.flat().filter((cell) => /^[=+\-@\t\r＝＋－＠]/.test(cell))).toEqual([]);
    }),
  );
});
