import { expect, it } from "vitest";
import { joinNames } from "./name-list.ts";

it.each([
  [[], ""],
  [["VIP"], "VIP"],
  [["VIP", "換貨"], "VIP|換貨"],
  [["A|B", "C, D", "E"], '"A|B"|"C, D"|E'],
  [['12" record'], '"12"" record"'],
])("joins %j as %s", (names, cell) => expect(joinNames(names)).toBe(cell));
