import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, readdirSync, rmSync, statSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { setTimeout as pause } from "node:timers/promises";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { ChangeResult } from "../packages/core/src/assignments/change.ts";
import type { ContactListItem } from "../packages/core/src/contacts/contact.ts";
import { type Api, signIn } from "./api.ts";
import { type Server, startServer } from "./server.ts";

const program = join(import.meta.dirname, "../apps/server/bin/tagdeck.mjs");
/** Enough for a backup to take its time. */
const ballast = 32_000_000;

let server: Server;
let contacts: number[];
beforeAll(async () => {
  const made = await startServer();
  await made.end("SIGTERM");
  const database = new DatabaseSync(databaseOf(made));
  database.exec("create table ballast (bytes blob) strict");
  const insert = database.prepare("insert into ballast (bytes) values (randomblob(1000000))");
  for (let size = 0; size < ballast; size += 1_000_000) insert.run();
  database.close();
  server = await startServer({ folder: made.folder, ports: made.ports });
  const { items } = await (await admin()).query<{ items: ContactListItem[] }>("contacts.list", { limit: 8 });
  contacts = items.map(({ id }) => id);
});
afterAll(async () => {
  await server.stop();
  rmSync(server.folder, { recursive: true, force: true });
});

const admin = () => signIn(server.url, "admin@example.com");
const databaseOf = ({ folder }: Server) => join(folder, "data/tagdeck.db");
const backupFile = () => join(server.folder, "backup.db");

function tagdeck(...args: string[]) {
  const child = spawn(process.execPath, [program, ...args], {
    cwd: server.folder,
    env: { PATH: process.env["PATH"] },
  });
  const said = { text: "" };
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding("utf8").on("data", (text: string) => (said.text += text));
  const ended = once(child, "close").then(([code]): number | null => code);
  return { child, said, ended };
}

async function run(...args: string[]) {
  const { said, ended } = tagdeck(...args);
  return { code: await ended, text: said.text };
}

type Acknowledged = { contact: number; tagId: number }[];

/** Creates tags on the contacts without pause, and takes the older ones off again, until `until` has passed. */
async function write(
  api: Api,
  name: string,
  until: (acknowledged: Acknowledged) => Promise<void>,
): Promise<Acknowledged> {
  const acknowledged: Acknowledged = [];
  let stopped = false;
  const writers = contacts.map(async (id) => {
    const contact = { id };
    const mine: number[] = [];
    for (let at = 0; !stopped; at += 1) {
      const create = { name: `${name} ${id} ${at}` };
      const { changes } = await api.mutate<ChangeResult>("assignments.change", { contact, create });
      const tagId = changes[0]?.tagId ?? expect.unreachable("nothing was added");
      acknowledged.push({ contact: id, tagId });
      mine.push(tagId);
      if (mine.length > 20) {
        const remove = mine.splice(0, 1);
        await api.mutate("assignments.change", { contact, remove });
      }
    }
  });
  try {
    await until(acknowledged);
  } finally {
    stopped = true;
    await Promise.all(writers);
  }
  return acknowledged;
}

const enough = (n: number) => (acknowledged: Acknowledged) =>
  expect.poll(() => acknowledged.length, { timeout: 30_000 }).toBeGreaterThan(n);

/** Looks into a database's file that nobody has open: it is sound, its counts are its links, these tags are there. */
function expectSound(file: string, acknowledged: Acknowledged): void {
  const database = new DatabaseSync(file, { readOnly: true });
  const one = (sql: string) => Object.values(database.prepare(sql).get() ?? {})[0];
  expect(one("pragma integrity_check")).toBe("ok");
  expect(database.prepare("pragma foreign_key_check").all()).toEqual([]);
  const counted = "select workspace_id, tag_id, sum(n) as n from tag_count group by 1, 2 having sum(n) > 0";
  const linked = "select workspace_id, tag_id, count(*) as n from contact_tag group by 1, 2";
  expect(one(`select count(*) from (${linked})`)).toBeGreaterThan(20);
  for (const [some, others] of [
    [counted, linked],
    [linked, counted],
  ])
    expect(database.prepare(`select * from (${some}) except select * from (${others})`).all()).toEqual([]);
  const added = new Set(
    database
      .prepare("select contact_id || ' ' || tag_id as pair from tag_event where kind = 1")
      .all()
      .map(({ pair }) => pair),
  );
  const lost = acknowledged.filter(({ contact, tagId }) => !added.has(`${contact} ${tagId}`));
  expect(lost).toEqual([]);
  database.close();
}

test(
  "a backup beside writes without pause is sound, has all that was acknowledged, and lets others go on",
  { timeout: 180_000 },
  async () => {
    let before: Acknowledged = [];
    let during = 0;
    await write(await admin(), "beside", async (acknowledged) => {
      await enough(50)(acknowledged);
      before = [...acknowledged];
      const { code, text } = await run("backup", backupFile());
      expect(code, text).toBe(0);
      during = acknowledged.length - before.length;
    });
    expect(during).toBeGreaterThan(10);
    expectSound(backupFile(), before);
    expect(readdirSync(server.folder).toSorted()).toEqual(["backup.db", "backup.db.secret", "data"]);
  },
);

test(
  "one that is killed in the middle leaves nothing under its name, and what was there before",
  { timeout: 120_000 },
  async () => {
    const kill = async (file: string) => {
      const { child, ended } = tagdeck("backup", file);
      const parts = () =>
        readdirSync(server.folder).filter((name) => name.includes(".part-") && !name.endsWith("-journal"));
      const half = () => parts().some((name) => statSync(join(server.folder, name)).size > ballast / 10);
      while (!half()) await pause(1);
      child.kill("SIGKILL");
      await ended;
      for (const name of readdirSync(server.folder))
        if (name.includes(".part-")) rmSync(join(server.folder, name));
    };
    const other = join(server.folder, "other.db");
    await kill(other);
    expect(existsSync(other)).toBe(false);
    const { ino, mtimeMs } = statSync(backupFile());
    await kill(backupFile());
    expect(statSync(backupFile())).toMatchObject({ ino, mtimeMs });
    expect((await run("backup", other)).code).toBe(0);
    expectSound(other, []);
  },
);

test(
  "restoring waits for the server to stop, keeps what was there, and leads on from it",
  { timeout: 120_000 },
  async () => {
    const api = await admin();
    const before = await write(api, "before", enough(30));
    expect((await run("backup", backupFile())).code).toBe(0);
    const later = await write(api, "later", enough(30));

    const refused = await run("restore", backupFile());
    expect(refused).toEqual({ code: 1, text: `Tagdeck is serving ${databaseOf(server)}: stop it first.\n` });
    await server.end("SIGTERM");
    rmSync(join(server.folder, "data/secret"));
    const restored = await run("restore", backupFile());
    expect(restored.code).toBe(0);
    const [kept = ""] = /\S+\.before-\S+Z/.exec(restored.text) ?? [];
    expectSound(kept, [...before, ...later]);
    expectSound(databaseOf(server), before);

    server = await startServer({ folder: server.folder, ports: server.ports });
    // Signed in still: the secret is the same again.
    const { total } = await api.query<{ total: number }>("tags.list", { search: "later" });
    expect(total).toBe(0);
    const again = await write(api, "again", enough(10));
    const newest = Math.max(...later.map(({ tagId }) => tagId));
    expect(Math.min(...again.map(({ tagId }) => tagId))).toBeGreaterThan(newest);
  },
);
