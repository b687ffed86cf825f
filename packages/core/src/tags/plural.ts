// With the s it is another word.
const others = new Set([
  "arms",
  "customs",
  "does",
  "ftps",
  "glasses",
  "goods",
  "https",
  "means",
  "news",
  "plus",
  "sales",
]);

/** Whether one of two words (lower case, without accents) is the English plural of the other. */
export function isPlural(a: string, b: string): boolean {
  return a.length < b.length ? makes(a, b) : makes(b, a);
}

function makes(one: string, many: string): boolean {
  if (one.length < 3 || others.has(many) || !/^[a-z]+$/.test(many)) return false;
  if (/[^aeiou]y$/.test(one)) return many === `${one.slice(0, -1)}ies`;
  if (/(?:[sxz]|ch|sh)$/.test(one)) return many === `${one}es`;
  return many === `${one}s` || (one.endsWith("o") && many === `${one}es`);
}

/** What a word and its plural share. Other words may share it too. */
export function pluralStem(word: string): string {
  if (!/^[a-z]{3,}$/.test(word)) return word;
  const one = /[^siu]s$/.test(word) ? word.slice(0, -1) : word;
  return one.replace(/(?<=...)e$/, "").replace(/(?<=..)y$/, "i");
}
