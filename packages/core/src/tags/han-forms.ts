import hongKong from "opencc-js/dict/HKVariants";
import japan from "opencc-js/dict/JPShinjitaiCharacters";
import simplified from "opencc-js/dict/TSCharacters";
import taiwan from "opencc-js/dict/TWVariants";

// The tables are OpenCC's (Apache-2.0): "old new" pairs, parted by "|"; Japan's the other way round.
const toSimplified = pairs(simplified);
// A new Japanese form that is a word of its own in Chinese, and there says something else: 欠 owes, 缺 lacks.
const notInJapan = new Set(["欠", "沪"]);
const inJapan = pairs(japan).filter(([form]) => !notInJapan.has(form));
// Common in Japanese names and not in the tables.
const alsoInJapan = pairs(
  "戸 戶|髙 高|﨑 崎|嶋 島|舘 館|冨 富|邉 邊|濵 濱|栁 柳|𠮷 吉|鷄 雞|讃 讚|淸 清|敎 教|靑 青",
);

/** What a form may stand for: the traditional characters, itself among them. */
const standsFor = new Map<string, Set<string>>();
for (const [old, form] of toSimplified) add(form, old);
for (const [old, form] of [...pairs(taiwan), ...pairs(hongKong)]) add(form, old);
for (const [form, old] of [...inJapan, ...alsoInJapan]) add(form, old);

const traditionalOnly = new Set(toSimplified.map(([old]) => old));
const simplifiedOf = new Map(toSimplified);

const familyOf = new Map<string, string>();
for (const [form, olds] of standsFor) {
  for (const old of olds) familyOf.set(top(form), top(old));
}

/** One character for all that are joined by any of their forms; names are then compared by `relatedForms`. */
export function formFamily(char: string): string {
  return familyOf.has(char) ? top(char) : char;
}

/**
 * Whether two characters are forms of one. `发` is a form of `發` and of `髮`, and those two are none of each other.
 */
export function relatedForms(a: string, b: string): boolean {
  const [one, other] = [standsFor.get(a), standsFor.get(b)];
  if (!one) return other?.has(a) ?? false;
  return one.has(b) || (other !== undefined && [...one].some((old) => other.has(old)));
}

/** Whether `a` is the traditional form and `b` the simplified one. */
export function simplifiesTo(a: string, b: string): boolean {
  return simplifiedOf.get(a) === b;
}

/** Whether a text holds a character that simplified Chinese does not write. */
export function isTraditional(text: string): boolean {
  return Array.from(text).some((char) => traditionalOnly.has(char));
}

function add(form: string, old: string): void {
  const olds = standsFor.get(form) ?? new Set([form]);
  standsFor.set(form, olds.add(old));
}

function top(char: string): string {
  let at = char;
  for (let up = familyOf.get(at); up !== undefined && up !== at; up = familyOf.get(at)) at = up;
  return at;
}

function pairs(table: string): [string, string][] {
  return table.split("|").map((line) => {
    const [from = "", to = ""] = line.split(" ");
    return [from, to];
  });
}
