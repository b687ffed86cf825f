import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { countContacts, listContacts } from "@tagdeck/api/contacts/list";
import * as grams from "@tagdeck/api/contacts/grams";
import { type Context, createKernel, inTransaction, inWorkspace } from "@tagdeck/api/context";
import { migrateDatabase, openDatabase } from "@tagdeck/api/db/open";
import { fresh } from "@tagdeck/api/assignments/expiry";
import * as assignments from "@tagdeck/api/assignments/store";
import { addTag } from "@tagdeck/api/tags/add";
import { openWorkspace } from "@tagdeck/api/workspaces/open-workspace";
import { ListContacts } from "@tagdeck/core/contacts/inputs";
import { tagKey } from "@tagdeck/core/tags/name";
import type { z } from "zod";

// node bench/contacts.ts [contacts] [URL of an empty PostgreSQL database]
const contacts = Number(process.argv[2] ?? 300_000);
const tags = 1_000;
const portion = 2_000;

const folder = mkdtempSync(join(tmpdir(), "tagdeck-bench-"));
const url = process.argv[3] ?? `file:${join(folder, "bench.db")}`;
const options = { url, onError: (error: Error) => console.error(error) };
await migrateDatabase(options);
const database = openDatabase(options);
const kernel = createKernel(database);
const scope = {
  workspaceId: 1,
  principal: { kind: "system", name: "bench" } as const,
};
await openWorkspace(kernel, { slug: "bench", name: "Bench", timeZone: "UTC" });
const tagIds = await inTransaction(kernel, scope, async (ctx) => {
  const ids: number[] = [];
  for (let i = 1; i <= tags; i += 1) ids.push((await addTag(ctx, { name: `Tag ${i}` })).id);
  return ids;
});

let seed = 7;
function random(n: number): number {
  seed = (Math.imul(seed, 1_103_515_245) + 12_345) >>> 0;
  return Math.floor((seed / 2 ** 32) * n);
}
const pick = (from: string) => [...from][random([...from].length)] ?? "";
const families = "陳林黃張李王吳劉蔡楊許鄭謝郭洪曾邱廖賴周徐蘇葉莊呂江何蕭羅高";
const given = "家豪志明俊傑建宏文雄淑芬美玲雅婷怡君欣怡佳蓉宗翰冠廷柏宇承恩子晴品妤詩涵";
const first = "Mei Anna Ben Carla David Emma Felix Grace Hugo Iris Jack Kai Lena Max Nina Omar".split(" ");
const last = "Wang Chen Lin Smith Garcia Müller Sato Tanaka Kim Nguyen Rossi Silva Novak Brown".split(" ");
const hosts = ["gmail.com", "gmail.com", "gmail.com", "yahoo.com.tw", "example.com", "outlook.com"];

function aContact(i: number) {
  const eastern = random(2) === 0;
  const [one, two] = [first[random(first.length)] ?? "", last[random(last.length)] ?? ""];
  const name = eastern ? `${pick(families)}${pick(given)}${pick(given)}` : `${one} ${two}`;
  return {
    workspace_id: scope.workspaceId,
    external_id: `crm:${100_000 + i}`,
    name,
    name_key: tagKey(name),
    email: `${one}.${two}${random(900)}@${hosts[random(hosts.length)] ?? ""}`.toLowerCase(),
    phone: `+8869${String(random(100_000_000)).padStart(8, "0")}`,
    channel: "line",
    attributes: "{}",
    created_at: i,
    updated_at: i,
  };
}

const spent = { contacts: 0, grams: 0, tags: 0 };
async function timed<T>(what: keyof typeof spent, work: () => Promise<T>): Promise<T> {
  const from = performance.now();
  const result = await work();
  spent[what] += performance.now() - from;
  return result;
}
for (let from = 0; from < contacts; from += portion) {
  await inTransaction(kernel, scope, async (ctx) => {
    const values = Array.from({ length: Math.min(portion, contacts - from) }, (_, i) => aContact(from + i));
    const rows = await timed("contacts", () =>
      ctx.db.insertInto("contact").values(values).returningAll().execute(),
    );
    await timed("grams", () => grams.insert(ctx, rows));
    await timed("tags", () =>
      assignments.insertMany(
        ctx,
        rows.flatMap(({ id }) => {
          // The first tags are on many contacts, the last on few.
          const some = new Set([0, 1, 2].map(() => Math.floor(tags ** (random(10_000) / 10_000)) - 1));
          return [...some].map((at) => fresh(ctx, id, { id: tagIds[at] ?? 1, validity_days: null }));
        }),
      ),
    );
  });
}
console.log(`${contacts} contacts on ${database.dialect.name}`);
for (const [what, ms] of Object.entries(spent))
  console.log(`written: ${what.padEnd(10)} ${Math.round(ms)} ms`);

const [rows] = await inWorkspace(kernel, scope, (ctx) =>
  ctx.db
    .selectFrom("contact_gram")
    .select((eb) => eb.fn.countAll<number>().as("n"))
    .execute(),
);
console.log(`${((rows?.n ?? 0) / contacts).toFixed(1)} grams a contact`);

const tag = (n: number) => tagIds[n - 1] ?? 0;
const asked: [string, z.input<typeof ListContacts>][] = [
  ["no filter", {}],
  ["no filter, by name", { sort: "name" }],
  ["one of few: 李淑芬", { search: "李淑芬" }],
  ["a family name: 王", { search: "王" }],
  ["a common word: gmail", { search: "gmail" }],
  ["a common word, by name", { search: "gmail", sort: "name" }],
  ["two common words: anna gmail", { search: "anna gmail" }],
  ["two that never meet: yahoo gmail", { search: "yahoo gmail" }],
  ["external id", { search: `crm:${100_000 + Math.floor(contacts / 2)}` }],
  ["phone, last six digits", { search: "456789" }],
  ["nobody", { search: "zebra" }],
  ["the biggest tag", { allTags: [tag(1)] }],
  ["the biggest tag, by name", { allTags: [tag(1)], sort: "name" }],
  ["a big tag and a rare one", { allTags: [tag(1), tag(900)] }],
  ["three big tags", { allTags: [tag(1), tag(2), tag(3)] }],
  ["three big tags, by name", { allTags: [tag(1), tag(2), tag(3)], sort: "name" }],
  ["any of five tags", { anyTags: [1, 20, 50, 100, 400].map(tag) }],
  ["none of the biggest three", { noTags: [tag(1), tag(2), tag(3)] }],
  ["(1 or 2) and 3 and not 4", { anyTags: [tag(1), tag(2)], allTags: [tag(3)], noTags: [tag(4)] }],
  ["a big tag and a family name", { allTags: [tag(1)], search: "王" }],
];
const median = (values: number[]) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
async function measure(work: (ctx: Context) => Promise<unknown>): Promise<string> {
  const times: number[] = [];
  for (let i = 0; i < 7; i += 1) {
    const from = performance.now();
    await inWorkspace(kernel, scope, work);
    times.push(performance.now() - from);
  }
  return `${median(times).toFixed(1)} ms`;
}
for (const [name, filter] of asked) {
  const input = ListContacts.parse(filter);
  const counted = await inWorkspace(kernel, scope, (ctx) => countContacts(ctx, input));
  const [page, count] = [
    await measure((ctx) => listContacts(ctx, input)),
    await measure((ctx) => countContacts(ctx, input)),
  ];
  const found = `${counted.exact ? "" : "more than "}${counted.count}`;
  console.log(`${name.padEnd(36)} page ${page.padStart(9)}  count ${count.padStart(9)}  ${found}`);
}
await database.close();
rmSync(folder, { recursive: true, force: true });
