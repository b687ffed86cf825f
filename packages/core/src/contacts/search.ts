import { tagKey } from "../tags/name.ts";

export type SearchFields = {
  externalId: string;
  name: string | null;
  email: string | null;
  phone: string | null;
};

/** What was typed, ready to be looked up. */
export type ContactSearch = {
  /** Each must be met; a group is met by a contact that has one of its grams. */
  groups: number[][];
  terms: Term[];
};

type Term = {
  text: string;
  /** The digits of what may be a telephone number. */
  phone: string | null;
  /** One character: looked for in names alone. */
  isSingle: boolean;
  /** One character first: found only where a name or a part of it begins, as family names do. */
  runStart: boolean;
};

// Scripts that are written without spaces, and Hangul, whose words carry their endings: found inside of words too.
const dense = String.raw`[[\p{scx=Han}\p{scx=Hira}\p{scx=Kana}\p{scx=Bopo}\p{scx=Hang}\p{scx=Thai}\p{scx=Laoo}\p{scx=Khmr}\p{scx=Mymr}]&&[\p{L}\p{M}\p{N}]]`;
const runs = new RegExp(String.raw`(?<dense>${dense}+)|[[\p{L}\p{M}\p{N}]--${dense}]+`, "gv");
const beginsDense = new RegExp(`^${dense}`, "v");
const endsDense = new RegExp(`${dense}$`, "v");
const endsWord = /[\p{L}\p{M}\p{N}]$/u;
const beginsWord = /^[\p{L}\p{M}\p{N}]/u;
const plain = /^[!-~]*$/;
const accents = /[\u0300-\u036f]/g;
const notDigits = /\D/g;
const phoneLike = /^[+\d(][\d().\-/ ]*$/;

/** How much of the beginning of a word is kept. What was typed is looked up by the longest that it fills. */
const levels = [16, 8, 4, 2];
const phoneLevels = [8, 4];
const groupsMax = 8;

/** Text as it is compared: as tags' names are, and without accents. */
function fold(text: string): string {
  if (plain.test(text)) return text.toLowerCase();
  return tagKey(text).normalize("NFD").replace(accents, "").normalize("NFC");
}

/**
 * What a contact is found by, as 31-bit numbers: the beginnings of its words, pairs of characters where words
 * are not parted, both ends of its telephone number. Two texts may share a number, so what is found is compared
 * with `matchesSearch`. Stored; a change needs a migration that makes them anew.
 */
export function contactGrams(contact: SearchFields): number[] {
  const grams = new Set<number>();
  for (const run of runsOf(fold(contact.name ?? ""))) {
    addRun(grams, run);
    grams.add(firstCharacter(run.text));
  }
  for (const text of [contact.email, contact.externalId]) {
    for (const run of runsOf(fold(text ?? ""))) addRun(grams, run);
  }
  const digits = digitsOf(contact.phone);
  for (const level of phoneLevels) {
    if (digits.length < level) continue;
    grams.add(hash(digits.slice(0, level)));
    grams.add(ending(digits, level));
  }
  return [...grams];
}

function addRun(grams: Set<number>, { text, isDense }: Run): void {
  if (isOneCharacter(text)) grams.add(firstCharacter(text));
  if (isDense) {
    for (const pair of pairs(text)) grams.add(hash(pair));
    return;
  }
  for (const level of levels) {
    if (text.length >= level) grams.add(hash(text.slice(0, level)));
  }
}

/** What was typed; null when there is nothing in it to look for. */
export function parseSearch(typed: string): ContactSearch | null {
  const text = fold(typed);
  const digits = digitsOf(text);
  const isPhone = phoneLike.test(text) && digits.length >= 7;
  const terms = (isPhone ? [text] : text.split(" ")).map((term): Term => {
    const own = digitsOf(term);
    const all = runsOf(term);
    const runStart = isOneCharacter(all[0]?.text ?? "");
    return {
      text: term,
      phone: phoneLike.test(term) && own.length >= 4 ? own : null,
      isSingle: runStart && all.length === 1,
      runStart,
    };
  });
  const groups = terms.flatMap(groupsOf);
  return groups.length === 0 ? null : { groups: groups.slice(0, groupsMax), terms };
}

function groupsOf({ text, phone }: Term): number[][] {
  const all = runsOf(text);
  if (phone !== null) {
    const [level = 4] = phoneLevels.filter((one) => phone.length >= one);
    const ends = [phone, withoutTrunk(phone)].flatMap((digits) => {
      const fits = phoneLevels.find((one) => digits.length >= one);
      return fits === undefined ? [] : ending(digits, fits);
    });
    const word = all.slice(0, 1).flatMap((run) => prefix(run.text) ?? firstCharacter(run.text));
    return [[...new Set([...word, hash(phone.slice(0, level)), ...ends])]];
  }
  const groups = all.flatMap((run) => {
    if (run.isDense) return pairs(run.text).map((pair) => [hash(pair)]);
    const gram = prefix(run.text);
    return gram === null ? [] : [[gram]];
  });
  const [first] = all;
  return groups.length === 0 && first ? [[firstCharacter(first.text)]] : groups;
}

/** Whether a contact is what was searched for: each term stands at the beginning of a word of it. */
export function matchesSearch(contact: SearchFields, { terms }: ContactSearch): boolean {
  const name = fold(contact.name ?? "");
  const texts = [name, fold(contact.email ?? ""), fold(contact.externalId)];
  const digits = digitsOf(contact.phone);
  return terms.every((term) => {
    if (term.phone !== null && isEndOf(term.phone, digits)) return true;
    return (term.isSingle ? [name] : texts).some((text) => isIn(term, text));
  });
}

function isEndOf(phone: string, digits: string): boolean {
  const short = withoutTrunk(phone);
  return digits.startsWith(phone) || digits.endsWith(phone) || (short.length >= 4 && digits.endsWith(short));
}

function isIn({ text: term, runStart }: Term, text: string): boolean {
  for (let at = text.indexOf(term); at >= 0; at = text.indexOf(term, at + 1)) {
    const before = text.slice(Math.max(0, at - 2), at);
    if (!endsWord.test(before) || !beginsWord.test(term)) return true;
    const isDense = beginsDense.test(term);
    if (isDense !== endsDense.test(before) || (isDense && !runStart)) return true;
  }
  return false;
}

type Run = { text: string; isDense: boolean };

function runsOf(text: string): Run[] {
  return Array.from(text.matchAll(runs), (match) => ({
    text: match[0],
    isDense: match.groups?.["dense"] !== undefined,
  }));
}

function isOneCharacter(text: string): boolean {
  return text !== "" && [...text].length === 1;
}

function pairs(run: string): string[] {
  const characters = [...run];
  return characters.slice(1).map((character, i) => `${characters[i] ?? ""}${character}`);
}

function prefix(word: string): number | null {
  const level = levels.find((one) => word.length >= one);
  return level === undefined ? null : hash(word.slice(0, level));
}

function ending(digits: string, level: number): number {
  return hash(`\u0002${digits.slice(-level)}`);
}

function firstCharacter(run: string): number {
  return hash(`\u0001${[...run][0] ?? ""}`);
}

function digitsOf(text: string | null): string {
  return (text ?? "").replace(notDigits, "");
}

/** Without the 0 that is dialled within a country: 0912 is +886 912. */
function withoutTrunk(digits: string): string {
  return digits.replace(/^0+/, "");
}

// FNV-1a over UTF-16 units, of 31 bits so that both databases keep it small and positive.
function hash(text: string): number {
  let value = 0x811c9dc5;
  for (let i = 0; i < text.length; i += 1) {
    value = Math.imul(value ^ text.charCodeAt(i), 0x01000193);
  }
  return value >>> 1;
}
