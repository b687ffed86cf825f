import BetterSqlite from "better-sqlite3";

/**
 * Holds a lock on a SQLite database for one serving process, in a file beside it; the operating system
 * releases it when the process ends, however that happens. Returns null when another process holds it.
 */
export function lockDatabase(path: string): { release(): void } | null {
  const lock = new BetterSqlite(`${path}.lock`, { timeout: 0 });
  try {
    lock.pragma("journal_mode = delete");
    lock.exec("begin exclusive");
    return { release: () => lock.close() };
  } catch (error) {
    lock.close();
    if (error instanceof BetterSqlite.SqliteError && error.code.startsWith("SQLITE_BUSY")) return null;
    throw error;
  }
}
