import type { ChildProcess } from "node:child_process";
import { setTimeout as pause } from "node:timers/promises";
import BetterSqlite from "better-sqlite3";
import pg from "pg";
import { sqlitePath } from "../db/open.ts";
import type { TestDatabase } from "./databases.ts";

/** Stops a process (SIGSTOP) while it has no transaction open: one that is frozen within holds its locks for good. */
export async function freezeBetweenWrites(child: ChildProcess, database: TestDatabase): Promise<void> {
  const isFree = database.name === "sqlite" ? sqliteIsFree : postgresIsFree;
  for (;;) {
    child.kill("SIGSTOP");
    // The signal is delivered a little after it is sent.
    await pause(20);
    if (await isFree(database.url)) return;
    child.kill("SIGCONT");
    await pause(5);
  }
}

async function sqliteIsFree(url: string): Promise<boolean> {
  const connection = new BetterSqlite(sqlitePath(url), { timeout: 0 });
  try {
    connection.exec("begin immediate; rollback");
    return true;
  } catch {
    return false;
  } finally {
    connection.close();
  }
}

async function postgresIsFree(url: string): Promise<boolean> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const { rowCount } = await client.query(
      `select 1 from pg_stat_activity
       where datname = current_database() and xact_start is not null and pid <> pg_backend_pid()`,
    );
    return rowCount === 0;
  } finally {
    await client.end();
  }
}
