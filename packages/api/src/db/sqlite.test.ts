import { existsSync, readFileSync, statSync } from "node:fs";
import { setTimeout as pause } from "node:timers/promises";
import BetterSqlite from "better-sqlite3";
import { sql } from "kysely";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { makeDatabase } from "../testing/databases.ts";
import type { DatabaseHandle, Db, Thread } from "./dialect.ts";
import { migrateDatabase, openDatabase, sqlitePath } from "./open.ts";

describe("SQLite", () => {
  let url: string;
  let remove: () => Promise<void>;
  let handle: DatabaseHandle;
  beforeEach(async () => {
    ({ url, remove } = await makeDatabase("sqlite"));
    const options = { url, onError: () => undefined };
    await migrateDatabase(options);
    handle = openDatabase(options);
  });
  afterEach(async () => {
    await handle.close();
    await remove();
  });
  const workspace = (slug: string) => ({ slug, name: "", time_zone: "UTC", settings: "{}", created_at: 0 });
  const insert = (slug: string) =>
    handle.write(null, (db) => db.insertInto("workspace").values(workspace(slug)).execute());
  const slugs = async () =>
    (await handle.read(null, (db) => db.selectFrom("workspace").select("slug").orderBy("id").execute())).map(
      ({ slug }) => slug,
    );

  it("carries out no query of a transaction that has ended", async () => {
    let kept: Db | undefined;
    await handle.write(null, async (db) => {
      kept = db;
    });
    await expect(kept?.insertInto("workspace").values(workspace("late")).execute()).rejects.toThrow("ended");
    const given = Promise.withResolvers<unknown>();
    const hangs = handle.write(null, async (db) => {
      await pause(20);
      given.resolve(await db.insertInto("workspace").values(workspace("later")).execute().catch(String));
    });
    await expect(hangs).rejects.toThrow("other than the database");
    expect(await given.promise).toContain("ended");
    expect(await slugs()).toEqual([]);
  });

  describe("with a thread that writes", () => {
    const said: unknown[] = [];
    const faults: string[] = [];
    let thread: Thread;
    beforeEach(() => {
      said.length = faults.length = 0;
      if (!handle.startThread) throw new Error("SQLite has threads");
      thread = handle.startThread({
        entry: new URL("../testing/turn-thread.ts", import.meta.url),
        data: null,
        onMessage: (message) => void said.push(message),
        onFault: (error) => void faults.push(error.message),
      });
    });

    it("commits what it writes before the next request, and takes back what awaits something else", async () => {
      thread.post({ slug: "one", how: "well" });
      thread.post({ slug: "two", how: "waits" });
      thread.post({ slug: "three", how: "well" });
      await expect.poll(() => said, { timeout: 10_000 }).toHaveLength(3);
      expect(said).toEqual([
        { slug: "one", value: "one" },
        { slug: "two", error: expect.stringContaining("other than the database") },
        { slug: "three", value: "three" },
      ]);
      await insert("four");
      expect(await slugs()).toEqual(["one", "three", "four"]);
    });

    it("gives the turn back when the thread dies in it, and starts another", async () => {
      thread.post({ slug: "lost", how: "dies" });
      await expect.poll(() => faults, { timeout: 10_000 }).toHaveLength(1);
      await insert("request");
      thread.post({ slug: "again", how: "well" });
      await expect.poll(() => said, { timeout: 10_000 }).toEqual([{ slug: "again", value: "again" }]);
      expect(await slugs()).toEqual(["request", "again"]);
    });
  });

  it("keeps the write-ahead log short without a checkpoint in any request, and the locks of the file", async () => {
    const path = sqlitePath(url);
    await handle.write(null, (db) => sql`create table filler (text text) strict`.execute(db));
    const commit = () =>
      handle.write(null, (db) => sql`insert into filler values (${"x".repeat(20_000)})`.execute(db));
    const pagesOfLog = () => {
      const other = new BetterSqlite(path, { readonly: true });
      // safe because it is the pragma's one row
      const [row] = other.pragma("wal_checkpoint(noop)") as { log: number }[];
      other.close();
      return row?.log;
    };
    for (let at = 0; at < 150; at += 1) await commit();
    expect(pagesOfLog()).toBeGreaterThan(1_000);
    for (let at = 0; at < 150; at += 1) await commit();
    const afterMore = async () => {
      await commit();
      return pagesOfLog();
    };
    await expect.poll(afterMore, { timeout: 10_000 }).toBeLessThan(500);

    // Where the system tells: closing any descriptor of the file would have dropped SQLite's locks on it.
    if (!existsSync("/proc/locks")) return;
    const mine = new RegExp(` ${process.pid} \\w+:\\w+:${statSync(path).ino} `);
    expect(
      readFileSync("/proc/locks", "utf8")
        .split("\n")
        .filter((line) => mine.test(line)),
    ).toHaveLength(1);
  });
});
