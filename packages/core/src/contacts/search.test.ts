import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { contactGrams, matchesSearch, parseSearch, type SearchFields } from "./search.ts";

function aContact(overrides: Partial<SearchFields>): SearchFields {
  return { externalId: "x", name: null, email: null, phone: null, ...overrides };
}

/** As the database does it: by the index, and then by the text. */
function isFound(contact: SearchFields, typed: string): boolean {
  const search = parseSearch(typed);
  if (!search) return false;
  const grams = new Set(contactGrams(contact));
  return (
    search.groups.every((group) => group.some((gram) => grams.has(gram))) && matchesSearch(contact, search)
  );
}

describe("a contact is found", () => {
  test.each<[string, Partial<SearchFields>]>([
    ["wang", { name: "Wang Mei" }],
    ["W", { name: "Anna Wang" }],
    ["me", { name: "Wang Mei" }],
    ["mei wa", { name: "Wang Mei" }],
    [" ＷＡＮＧ  m ", { name: "Wang Ｍei" }],
    ["emile", { name: "Émile Zola" }],
    ["Émile", { name: "Emile Zola" }],
    ["strasse", { name: "Große Straße" }],
    ["o'brien", { name: "Pat O'Brien" }],
    ["王", { name: "王小明" }],
    ["小明", { name: "王小明" }],
    ["王小明", { name: "王小明" }],
    ["明さ", { name: "小明さん" }],
    ["グチ", { name: "ヤマグチ" }],
    ["ー", { name: "ーあ" }],
    ["민준", { name: "김민준" }],
    ["สมชาย", { name: "คุณสมชาย" }],
    ["mei王", { name: "Mei王小明" }],
    ["mei@exa", { email: "mei@example.com" }],
    ["example.com", { email: "mei@example.com" }],
    ["@example", { email: "mei@example.com" }],
    ["ling.w", { email: "mei-ling.wang@example.com" }],
    ["a-b", { email: "a-b@example.com" }],
    ["crm:48213", { externalId: "crm:48213" }],
    ["4821", { externalId: "crm:48213" }],
    ["line:abc", { externalId: "LINE:Abc" }],
    ["客戶", { externalId: "新客戶 7" }],
    ["0000000000000042", { externalId: "0000000000000042" }],
    ["+886912345678", { phone: "+886912345678" }],
    ["88691", { phone: "+886912345678" }],
    ["0912345678", { phone: "+886912345678" }],
    ["0912-345-678", { phone: "+886 912 345 678" }],
    ["0912 345 678", { phone: "+886912345678" }],
    ["(09) 1234 5678", { phone: "0912345678" }],
    ["5678", { phone: "+886912345678" }],
    ["wang 5678", { name: "Wang", phone: "+886912345678" }],
    ["王 gmail", { name: "王小明", email: "ming@gmail.com" }],
  ])("by %j in %j", (typed, contact) => expect(isFound(aContact(contact), typed)).toBe(true));
});

describe("a contact is not found", () => {
  test.each<[string, Partial<SearchFields>]>([
    ["ang", { name: "Wang" }],
    ["小", { name: "王小明" }],
    ["明王", { name: "王小明" }],
    ["wang li", { name: "Wang Mei" }],
    ["mei", { name: "Me Li" }],
    ["a", { name: "Mei", email: "anna@example.com" }],
    ["9123", { phone: "+886912345678" }],
    ["か", { name: "がくと" }],
    ["%", { name: "100 %" }],
    ["_ang", { name: "Wang" }],
    ["", { name: "Wang" }],
    ["🎉", { name: "🎉 Mei" }],
  ])("by %j in %j", (typed, contact) => expect(isFound(aContact(contact), typed)).toBe(false));
});

const word = fc
  .array(fc.constantFrom(..."aAé0９7王小明さグ민ส-.@: _"), { maxLength: 8 })
  .map((all) => all.join(""));
const fields = fc.record({
  externalId: word,
  name: fc.option(word),
  email: fc.option(word),
  phone: fc.option(fc.stringMatching(/^\+?\d{0,14}$/)),
});

test("the index misses none that the text has", () => {
  fc.assert(
    fc.property(fields, fc.nat(), fc.nat({ max: 9 }), (contact, from, length) => {
      const all = [contact.name, contact.email, contact.externalId, contact.phone].join(" ");
      const start = from % (all.length + 1);
      const search = parseSearch(all.slice(start, start + length + 1));
      if (!search || !matchesSearch(contact, search)) return;
      const grams = new Set(contactGrams(contact));
      for (const group of search.groups) expect(group.some((gram) => grams.has(gram))).toBe(true);
    }),
    { numRuns: 3_000 },
  );
});

test("an ordinary contact takes few rows", () => {
  const western = {
    externalId: "crm:48213",
    name: "Mei-Ling Wang",
    email: "mei.ling@example.com",
    phone: "+886912345678",
  };
  expect(contactGrams(western).length).toBeLessThanOrEqual(20);
  const eastern = { ...western, name: "王小明" };
  expect(contactGrams(eastern).length).toBeLessThanOrEqual(18);
  const long = {
    externalId: "客".repeat(200),
    name: "明".repeat(200),
    email: "a".repeat(320),
    phone: "1".repeat(40),
  };
  expect(contactGrams(long).length).toBeLessThanOrEqual(400);
});
