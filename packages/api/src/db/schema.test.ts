import BetterSqlite from "better-sqlite3";
import { getMigrations } from "better-auth/db/migration";
import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { authTables } from "../auth/auth.ts";
import { secondFactor } from "../auth/second-factor.ts";
import { makeDatabase } from "../testing/databases.ts";
import type { DatabaseHandle } from "./dialect.ts";
import { directoryTables as firstTables } from "./migrations/0001-initial.ts";
import { directoryTables as jobTables } from "./migrations/0003-jobs.ts";
import { directoryTables as twoFactorTables } from "./migrations/0012-two-factor.ts";
import { migrateDatabase, openDatabase } from "./open.ts";
import { appRole } from "./postgres.ts";

const names = ["sqlite", "postgres"] as const;
const directoryTables = [...firstTables, ...jobTables, ...twoFactorTables];
type Opened = { handle: DatabaseHandle; url: string; remove(): Promise<void> };

/** What only one of the two has, and why. */
const exceptions = new Set([
  // PostgreSQL appends count deltas; SQLite adds to the counter.
  "tag_count_delta.id",
  "tag_count_delta.workspace_id",
  "tag_count_delta.tag_id",
  "tag_count_delta.expires_at",
  "tag_count_delta.n",
  // PostgreSQL's commit-safe cursor.
  "change.txid",
]);

/** Columns that PostgreSQL keeps in a type of its own: better-auth's. */
const kinds: Record<string, string> = {
  integer: "int",
  int8: "int",
  int4: "int",
  bigint: "int",
  bool: "int",
  text: "text",
  date: "time",
  timestamptz: "time",
};

describe("the two schemas", () => {
  const opened = new Map<string, Opened>();
  beforeAll(async () => {
    for (const name of names) {
      const { url, remove } = await makeDatabase(name);
      const options = { url, onError: () => undefined };
      await migrateDatabase(options);
      opened.set(name, { handle: openDatabase(options), url, remove });
    }
  });
  afterAll(async () => {
    for (const { handle, remove } of opened.values()) {
      await handle.close();
      await remove();
    }
  });
  function get(name: (typeof names)[number]): Opened {
    const found = opened.get(name);
    if (!found) throw new Error("opened before the tests");
    return found;
  }

  async function columns(name: (typeof names)[number]): Promise<Map<string, string>> {
    const tables = await get(name).handle.plain.introspection.getTables();
    return new Map(
      tables
        // pg-boss's tables are its own, in a schema of its own.
        .filter((table) => (table.schema ?? "public") === "public" && !table.name.startsWith("kysely_"))
        .flatMap((table) =>
          table.columns.map((column): [string, string] => {
            const kind = kinds[column.dataType.toLowerCase()] ?? column.dataType;
            // SQLite says that its row ids may be null; they never are.
            const mayBeNull = column.isNullable && column.name !== "id";
            const nullable = table.isView ? "" : ` ${mayBeNull ? "null" : "not null"}`;
            return [`${table.name}.${column.name}`, `${kind}${nullable}`];
          }),
        )
        .filter(([column]) => !exceptions.has(column)),
    );
  }

  it("have the same tables, columns, kinds and nullability, save the exceptions named", async () => {
    const [sqlite, postgres] = [await columns("sqlite"), await columns("postgres")];
    expect(sqlite.size).toBeGreaterThan(150);
    expect(Object.fromEntries(postgres)).toEqual(Object.fromEntries(sqlite));
  });

  it("have the same keys and the same foreign keys", async () => {
    const lite = get("sqlite").handle.plain;
    const { rows: liteForeign } = await sql<{ line: string }>`
      select m.name || '(' || group_concat(f."from", ',') || ')->' || f."table" as line
      from sqlite_master m join pragma_foreign_key_list(m.name) f
      where m.type = 'table' group by m.name, f.id, f."table"`.execute(lite);
    const { rows: pgForeign } = await sql<{ line: string }>`
      select c.conrelid::regclass || '(' || (
        select string_agg(a.attname, ',' order by k.n)
        from unnest(c.conkey) with ordinality k(num, n)
        join pg_attribute a on a.attrelid = c.conrelid and a.attnum = k.num
      ) || ')->' || c.confrelid::regclass as line
      from pg_constraint c where c.contype = 'f' and c.connamespace = 'public'::regnamespace`.execute(
      get("postgres").handle.plain,
    );
    const lines = (rows: { line: string }[]) =>
      rows
        .map(({ line }) => line.replaceAll('"', ""))
        .filter((line) => !line.startsWith("tag_count_delta"))
        .toSorted();
    expect(lines(pgForeign)).toEqual(lines(liteForeign));
    const unique = async (name: (typeof names)[number]) => {
      const query =
        name === "sqlite"
          ? sql<{ line: string }>`
              select m.name || '(' || (
                select group_concat(name, ',') from (select name from pragma_index_info(i.name) order by seqno)
              ) || ')' as line
              from sqlite_master m join pragma_index_list(m.name) i where m.type = 'table' and i."unique" = 1`
          : sql<{ line: string }>`
              select i.indrelid::regclass || '(' || (
                select string_agg(a.attname, ',' order by k.n)
                from unnest(i.indkey) with ordinality k(num, n)
                join pg_attribute a on a.attrelid = i.indrelid and a.attnum = k.num
              ) || ')' as line
              from pg_index i join pg_class c on c.oid = i.indrelid
              where i.indisunique and c.relnamespace = 'public'::regnamespace`;
      const { rows } = await query.execute(get(name).handle.plain);
      return rows
        .map(({ line }) => line.replaceAll('"', ""))
        .filter((line) => !/^(kysely_|sqlite_|tag_count_delta)/.test(line))
        .toSorted();
    };
    // A row id is SQLite's own primary key; PostgreSQL's is (workspace_id, id).
    const ids = (lines: string[]) => lines.filter((line) => !/\((workspace_)?id\)$/.test(line));
    expect([...new Set(ids(await unique("postgres")))]).toEqual([...new Set(ids(await unique("sqlite")))]);
  });

  it.each(names)("have what better-auth expects, and nothing is to be made or added: %s", async (name) => {
    const { plain } = get(name).handle;
    const { toBeCreated, toBeAdded } = await getMigrations({
      ...authTables,
      plugins: [secondFactor()],
      database: { db: plain, type: name },
      emailAndPassword: { enabled: true },
      secret: "a secret that is long enough for everyone",
    });
    expect({ toBeCreated, toBeAdded }).toEqual({ toBeCreated: [], toBeAdded: [] });
  });

  it("guard every table of a workspace on PostgreSQL, for the owner too", async () => {
    const { handle } = get("postgres");
    const tables = (await handle.plain.introspection.getTables()).filter(
      ({ isView, name, columns }) =>
        !isView &&
        !directoryTables.includes(name) &&
        columns.some((column) => column.name === "workspace_id"),
    );
    expect(tables.length).toBeGreaterThanOrEqual(15);
    const { rows } = await sql<{ name: string; ok: boolean }>`
      select c.relname as name, c.relrowsecurity and c.relforcerowsecurity and exists (
        select from pg_policy p where p.polrelid = c.oid and p.polcmd = '*'
          and pg_get_expr(p.polqual, c.oid) like '%app.workspace_id%'
          and pg_get_expr(p.polwithcheck, c.oid) like '%app.workspace_id%'
      ) as ok
      from pg_class c where c.relkind = 'r' and c.relnamespace = 'public'::regnamespace`.execute(
      handle.plain,
    );
    const guarded = new Map(rows.map(({ name, ok }) => [name, ok]));
    expect(tables.map(({ name }) => [name, guarded.get(name)])).toEqual(
      tables.map(({ name }) => [name, true]),
    );
    const unguarded = rows
      .filter(({ name, ok }) => !ok && !name.startsWith("kysely_"))
      .map(({ name }) => name);
    expect(unguarded.toSorted()).toEqual(directoryTables.toSorted());
  });

  it("let PostgreSQL's program own nothing, step around nothing, and see nothing without a workspace", async () => {
    const { handle } = get("postgres");
    const { rows } = await sql<{ user: string; owned: number; rolsuper: boolean; rolbypassrls: boolean }>`
      select current_user as user, rolsuper, rolbypassrls,
        (select count(*) from pg_class where relowner = r.oid) as owned
      from pg_roles r where rolname = current_user`.execute(handle.plain);
    expect(rows).toEqual([{ user: appRole, owned: 0, rolsuper: false, rolbypassrls: false }]);
    await expect(sql`create table mine (id int)`.execute(handle.plain)).rejects.toMatchObject({
      code: "42501",
    });
    await expect(sql`truncate tag`.execute(handle.plain)).rejects.toMatchObject({ code: "42501" });

    const ids = await handle.write(null, async (db) => {
      const place = (slug: string) => ({ slug, name: slug, time_zone: "UTC", settings: "{}", created_at: 0 });
      return db
        .insertInto("workspace")
        .values([place("one"), place("two")])
        .returning("id")
        .execute();
    });
    const [one = 0, two = 0] = ids.map(({ id }) => id);
    const contact = (workspace_id: number) => ({
      workspace_id,
      external_id: "crm:1",
      name: null,
      name_key: "",
      email: null,
      phone: null,
      channel: null,
      attributes: "{}",
      created_at: 0,
      updated_at: 0,
    });
    await handle.write(one, (db) => db.insertInto("contact").values(contact(one)).execute());
    const count = async (workspace: number | null) =>
      (await handle.read(workspace, (db) => db.selectFrom("contact").select("id").execute())).length;
    expect([await count(one), await count(two), await count(null)]).toEqual([1, 0, 0]);
    await expect(
      handle.write(two, (db) => db.insertInto("contact").values(contact(one)).execute()),
    ).rejects.toMatchObject({ code: "42501" });
    await expect(
      handle.write(null, (db) => db.insertInto("contact").values(contact(one)).execute()),
    ).rejects.toMatchObject({ code: "42501" });
    await expect(
      handle.read(one, (db) => db.insertInto("contact").values(contact(one)).execute()),
    ).rejects.toMatchObject({ code: "25006" });
    await handle.write(two, (db) => db.deleteFrom("contact").execute());
    await handle.write(two, (db) => db.updateTable("contact").set({ name: "stolen" }).execute());
    expect(await count(one)).toBe(1);
    // The workspace of one transaction does not stay on the connection.
    const left = await sql<{ id: string }>`select current_setting('app.workspace_id', true) as id`.execute(
      handle.plain,
    );
    expect(left.rows[0]?.id ?? "").toBe("");
  });

  it("ask SQLite for full durability and for foreign keys, on the writing and on the reading connection", async () => {
    const { handle, url } = get("sqlite");
    const pragmas = async (db: DatabaseHandle["plain"]) => {
      const [sync, keys, mode] = [
        await sql<{ synchronous: number }>`pragma synchronous`.execute(db),
        await sql<{ foreign_keys: number }>`pragma foreign_keys`.execute(db),
        await sql<{ journal_mode: string }>`pragma journal_mode`.execute(db),
      ];
      return [sync.rows[0]?.synchronous, keys.rows[0]?.foreign_keys, mode.rows[0]?.journal_mode];
    };
    expect(await handle.write(null, pragmas)).toEqual([2, 1, "wal"]);
    expect(await handle.read(null, pragmas)).toEqual([2, 1, "wal"]);
    await expect(handle.read(null, (db) => sql`delete from workspace`.execute(db))).rejects.toThrow(
      /readonly/,
    );
    const orphan = { workspace_id: 999, key: "x", name: "x", tag_id: 999, is_alias: 0 };
    await expect(
      handle.write(null, (db) => db.insertInto("tag_name").values(orphan).execute()),
    ).rejects.toThrow(/FOREIGN KEY/);
    // What a connection without these words would be, so that the test above can fail.
    const bare = new BetterSqlite(url.slice("file:".length));
    expect(bare.pragma("synchronous", { simple: true })).not.toBe(2);
    bare.close();
  });
});
