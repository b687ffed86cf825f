import { mkdirSync } from "node:fs";
import { dirname } from "node:path";
import BetterSqlite from "better-sqlite3";
import { Kysely, PostgresDialect, sql, SqliteDialect } from "kysely";
import { type Migration, Migrator } from "kysely/migration";
import pg from "pg";
import { up as initial } from "./migrations/0001-initial.ts";
import { appRole } from "./postgres.ts";

// Numbered, forward only, never edited once released.
const migrations = { "0001-initial": initial };

export type MigrateOptions =
  | { name: "sqlite"; path: string }
  | {
      name: "postgres";
      /** As the tables' owner and past any pooler: migrations hold a lock for the whole session. */
      directUrl: string;
      /** The URL the program works with; its user is given the program's role. */
      url: string;
    };

/** Brings a database to the newest schema. Safe when several processes do it at once. */
export async function migrate(options: MigrateOptions): Promise<void> {
  const db = options.name === "sqlite" ? openFile(options.path) : await openOwner(options);
  try {
    const migrator = new Migrator({
      db,
      provider: {
        getMigrations: () =>
          Promise.resolve(
            Object.fromEntries(
              Object.entries(migrations).map(([name, up]): [string, Migration] => [
                name,
                { up: (migrating) => up(migrating, options.name) },
              ]),
            ),
          ),
      },
    });
    const { error } = await migrator.migrateToLatest();
    if (error) throw error;
  } finally {
    await db.destroy();
  }
}

function openFile(path: string): Kysely<unknown> {
  mkdirSync(dirname(path), { recursive: true });
  const database = new BetterSqlite(path, { timeout: 10_000 });
  database.pragma("journal_mode = wal");
  database.pragma("synchronous = full");
  return new Kysely({ dialect: new SqliteDialect({ database }) });
}

async function openOwner({ directUrl, url }: { directUrl: string; url: string }): Promise<Kysely<unknown>> {
  const pool = new pg.Pool({ connectionString: directUrl, max: 1, application_name: "tagdeck-migrate" });
  // Of a connection that is being closed; without a listener it would end the process.
  pool.on("error", () => undefined);
  const db = new Kysely<unknown>({ dialect: new PostgresDialect({ pool }) });
  const role = sql.ref(appRole);
  // Roles belong to the whole server: another database of it may have made this one, perhaps right now.
  const { rows } = await sql`select 1 from pg_roles where rolname = ${appRole}`.execute(db);
  if (rows.length === 0) {
    await sql`create role ${role} nologin nosuperuser nobypassrls`.execute(db).catch((error: unknown) => {
      const code = error instanceof pg.DatabaseError ? error.code : undefined;
      if (code !== "42710" && code !== "23505") throw error;
    });
  }
  const users = new Set([new URL(directUrl).username, new URL(url).username].map(decodeURIComponent));
  for (const user of users) {
    const member = await sql<{ ok: boolean }>`
      select pg_has_role(${user}, ${appRole}, 'member') as ok`.execute(db);
    if (!member.rows[0]?.ok) await sql`grant ${role} to ${sql.ref(user)}`.execute(db);
  }
  return db;
}
