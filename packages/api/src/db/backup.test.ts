import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import BetterSqlite from "better-sqlite3";
import { Kysely, SqliteDialect } from "kysely";
import { Migrator } from "kysely/migration";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { backUp } from "./backup.ts";
import { lockDatabase } from "./lock.ts";
import { migrate, migrationNames } from "./migrate.ts";
import { up as initial } from "./migrations/0001-initial.ts";
import { restore } from "./restore.ts";
import { openSqlite, sqlite } from "./sqlite.ts";

let folder = "";
let path = "";
let file = "";
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), "tagdeck-backup-"));
  path = join(folder, "data/tagdeck.db");
  file = join(folder, "backup.db");
  await migrate({ name: "sqlite", path });
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function within<T>(database: string, work: (connection: BetterSqlite.Database) => T): T {
  const connection = new BetterSqlite(database);
  try {
    return work(connection);
  } finally {
    connection.close();
  }
}

const addWorkspace = (slug: string, database = path) =>
  within(
    database,
    (db) =>
      db
        .prepare(
          "insert into workspace (slug, name, time_zone, settings, created_at) values (?, 'A', 'UTC', '{}', 1)",
        )
        .run(slug).lastInsertRowid,
  );
const slugs = (database = path) =>
  within(database, (db) => db.prepare("select slug from workspace order by id").pluck().all());

describe("a backup", () => {
  it("is one file with everything in it, also with what is still in the log", async () => {
    const open = new BetterSqlite(path);
    open.pragma("wal_autocheckpoint = 0");
    addWorkspace("one");
    await backUp(path, file);
    expect(slugs(file)).toEqual(["one"]);
    expect(readdirSync(folder).toSorted()).toEqual(["backup.db", "data"]);
    open.close();
  });

  it("takes the place of an earlier one", async () => {
    await backUp(path, file);
    addWorkspace("two");
    await backUp(path, file);
    expect(slugs(file)).toEqual(["two"]);
  });

  it.each(["data/tagdeck.db", "data/tagdeck.db-wal", "data/tagdeck.db.lock"])(
    "is not written over the database's own files: %s",
    async (name) => {
      await expect(backUp(path, join(folder, name))).rejects.toThrow("is a database in use");
      expect(slugs()).toEqual([]);
    },
  );

  it("is not written over another database that is in use", async () => {
    const other = join(folder, "other/tagdeck.db");
    await migrate({ name: "sqlite", path: other });
    lockDatabase(other)?.release();
    await expect(backUp(path, other)).rejects.toThrow("is a database in use");
  });

  it.each([
    ["nowhere", "backup.db", "There is no database at"],
    ["data/tagdeck.db", "gone/backup.db", "There is no folder"],
    ["data/tagdeck.db", "data", "is not a file"],
  ])("of %s to %s is refused", async (from, to, reason) => {
    await expect(backUp(join(folder, from), join(folder, to))).rejects.toThrow(reason);
  });

  it("of a damaged database is refused, and the earlier one stays", async () => {
    addWorkspace("whole");
    await backUp(path, file);
    const bytes = readFileSync(path);
    // Pages of tables and indexes, past the schema's.
    bytes.fill(0x5a, 20 * 4_096, 60 * 4_096);
    writeFileSync(path, bytes);
    await expect(backUp(path, file)).rejects.toThrow("damaged");
    expect(slugs(file)).toEqual(["whole"]);
    expect(readdirSync(folder).toSorted()).toEqual(["backup.db", "data"]);
  });
});

describe("restoring", () => {
  const suffix = ".before";

  it("puts the backup in place and keeps what was there", async () => {
    addWorkspace("one");
    await backUp(path, file);
    addWorkspace("two");
    expect(await restore(path, file, suffix)).toEqual({ kept: `${path}.before` });
    expect(slugs()).toEqual(["one"]);
    expect(slugs(`${path}.before`)).toEqual(["one", "two"]);
    expect(addWorkspace("three")).toBe(3);
    expect(slugs(file)).toEqual(["one"]);
  });

  it("ends the place in the feed of who saw more than the backup has, and of nobody else", async () => {
    const workspace = Number(addWorkspace("one"));
    const change = () =>
      within(path, (db) =>
        Number(
          db.prepare("insert into change (workspace_id, at, kind) values (?, 1, 'workspace')").run(workspace)
            .lastInsertRowid,
        ),
      );
    const seen = change();
    await backUp(path, file);
    const later = [change(), change()];
    await restore(path, file, suffix);
    const opened = openSqlite(path);
    const goesOn = (id: number) =>
      opened.read(workspace, (db) => sqlite.feedGoesOn(db, workspace, String(id)));
    expect(await Promise.all([0, seen, ...later].map(goesOn))).toEqual([true, true, false, false]);
    await opened.close();
    expect(change()).toBeGreaterThan(Math.max(...later) + 1);
  });

  it("needs no database to be there", async () => {
    addWorkspace("one");
    await backUp(path, file);
    const other = join(folder, "new/tagdeck.db");
    expect(await restore(other, file, suffix)).toEqual({ kept: null });
    expect(slugs(other)).toEqual(["one"]);
  });

  it("keeps a damaged database as it is", async () => {
    addWorkspace("one");
    await backUp(path, file);
    writeFileSync(path, "nothing of use");
    await restore(path, file, suffix);
    expect(slugs()).toEqual(["one"]);
    expect(readFileSync(`${path}.before`, "utf8")).toBe("nothing of use");
  });

  it("brings an older one to the newest schema", async () => {
    const database = new BetterSqlite(file);
    const old = new Kysely<unknown>({ dialect: new SqliteDialect({ database }) });
    const up = (db: Kysely<unknown>) => initial(db, "sqlite");
    const provider = { getMigrations: () => Promise.resolve({ "0001-initial": { up } }) };
    await new Migrator({ db: old, provider }).migrateToLatest();
    await old.destroy();
    addWorkspace("old", file);
    await restore(path, file, suffix);
    const applied = within(path, (db) => db.prepare("select name from kysely_migration").pluck().all());
    expect(applied).toEqual(migrationNames);
    expect(slugs()).toEqual(["old"]);
  });

  it("waits for the program that serves, and for any other that has the database open", async () => {
    await backUp(path, file);
    const lock = lockDatabase(path);
    await expect(restore(path, file, suffix)).rejects.toThrow(`Tagdeck is serving ${path}: stop it first.`);
    lock?.release();
    const open = new BetterSqlite(path);
    open.prepare("select count(*) from workspace").get();
    await expect(restore(path, file, suffix)).rejects.toThrow("Another command has");
    open.close();
    await restore(path, file, suffix);
  });

  it.each([
    [
      "is of a newer Tagdeck",
      (db: BetterSqlite.Database) => db.exec("insert into kysely_migration values ('9999-later', '')"),
    ],
    ["is not a database of Tagdeck", (db: BetterSqlite.Database) => db.exec("drop table kysely_migration")],
    [
      "a foreign key fails",
      (db: BetterSqlite.Database) => {
        db.pragma("foreign_keys = off");
        db.exec("insert into change (workspace_id, at, kind) values (99, 1, 'workspace')");
      },
    ],
  ])("leaves everything as it is when the backup %s", async (reason, spoil) => {
    addWorkspace("one");
    await backUp(path, file);
    within(file, spoil);
    await expect(restore(path, file, suffix)).rejects.toThrow(reason);
    expect(slugs()).toEqual(["one"]);
    expect(existsSync(`${path}.before`)).toBe(false);
    expect(readdirSync(join(folder, "data")).filter((name) => name.includes("part"))).toEqual([]);
  });

  it.each(["not a database, and long enough to look like one", ""])(
    "refuses a file that holds %j",
    async (text) => {
      writeFileSync(file, text);
      await expect(restore(path, file, suffix)).rejects.toThrow("is not a");
    },
  );
});
