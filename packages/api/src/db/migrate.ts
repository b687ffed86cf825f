import { mkdirSync } from "node:fs";
import { dirname } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import BetterSqlite from "better-sqlite3";
import { Kysely, PostgresDialect, sql, SqliteDialect } from "kysely";
import { type Migration, Migrator } from "kysely/migration";
import pg from "pg";
import { up as initial } from "./migrations/0001-initial.ts";
import { up as frame } from "./migrations/0002-frame.ts";
import { up as jobs } from "./migrations/0003-jobs.ts";
import { up as hourlyCounts } from "./migrations/0004-hourly-counts.ts";
import { up as contactSearch } from "./migrations/0005-contact-search.ts";
import { up as operations } from "./migrations/0006-operations.ts";
import { up as activity } from "./migrations/0007-activity.ts";
import { up as history } from "./migrations/0008-history.ts";
import { up as ignoredDuplicates } from "./migrations/0009-ignored-duplicates.ts";
import { up as exportsAndNotifications } from "./migrations/0010-exports.ts";
import { up as expiry } from "./migrations/0011-expiry.ts";
import { up as twoFactor } from "./migrations/0012-two-factor.ts";
import { up as merge } from "./migrations/0013-merge.ts";
import { up as purge } from "./migrations/0014-purge.ts";
import { up as ending } from "./migrations/0015-ending.ts";
import { up as groups } from "./migrations/0016-groups.ts";
import { installQueue } from "./postgres-queue.ts";
import { appRole } from "./postgres.ts";

// Numbered, forward only, never edited once released.
const migrations = {
  "0001-initial": initial,
  "0002-frame": frame,
  "0003-jobs": jobs,
  "0004-hourly-counts": hourlyCounts,
  "0005-contact-search": contactSearch,
  "0006-operations": operations,
  "0007-activity": activity,
  "0008-history": history,
  "0009-ignored-duplicates": ignoredDuplicates,
  "0010-exports": exportsAndNotifications,
  "0011-expiry": expiry,
  "0012-two-factor": twoFactor,
  "0013-merge": merge,
  "0014-purge": purge,
  "0015-ending": ending,
  "0016-groups": groups,
};

export const migrationNames: readonly string[] = Object.keys(migrations);

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
  const sqlite = options.name === "sqlite";
  const db = await (sqlite ? openFile(options.path) : openOwner(options));
  try {
    // On PostgreSQL the migrator takes a lock and a transaction of its own; on SQLite it has no lock.
    if (sqlite) await sql`begin immediate`.execute(db);
    const migrator = new Migrator({
      db,
      disableTransactions: sqlite,
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
    if (sqlite) await sql`commit`.execute(db);
    if (options.name === "postgres") await installQueue(options.directUrl, appRole);
  } finally {
    await db.destroy();
  }
}

async function openFile(path: string): Promise<Kysely<unknown>> {
  mkdirSync(dirname(path), { recursive: true });
  const database = new BetterSqlite(path, { timeout: 10_000 });
  // The one statement that does not wait for another process's lock by itself.
  for (let attempt = 1; ; attempt += 1) {
    try {
      database.pragma("journal_mode = wal");
      break;
    } catch (error) {
      const busy = error instanceof BetterSqlite.SqliteError && error.code.startsWith("SQLITE_BUSY");
      if (!busy || attempt === 200) throw error;
      await pause(50);
    }
  }
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
    if (await mayTakeRole(db, user)) continue;
    await sql`grant ${role} to ${sql.ref(user)}`.execute(db).catch(async (error: unknown) => {
      // Another process has just granted it.
      if (!(await mayTakeRole(db, user))) throw error;
    });
  }
  return db;
}

// Who made a role is its member since PostgreSQL 16, but may not yet work as it.
async function mayTakeRole(db: Kysely<unknown>, user: string): Promise<boolean> {
  const { rows } = await sql<{ ok: boolean }>`select pg_has_role(${user}, ${appRole},
    case when current_setting('server_version_num')::int >= 160000 then 'SET' else 'MEMBER' end) as ok`.execute(
    db,
  );
  return rows[0]?.ok ?? false;
}
