import BetterSqlite from "better-sqlite3";

/** Opens a connection as all of ours are. */
export function connectTo(path: string, options?: BetterSqlite.Options): BetterSqlite.Database {
  const connection = new BetterSqlite(path, { timeout: 0, ...options });
  connection.pragma("foreign_keys = on");
  // better-sqlite3's own default in WAL mode is NORMAL, which may lose what was acknowledged.
  connection.pragma("synchronous = full");
  connection.pragma("cache_size = -65536");
  connection.pragma("temp_store = memory");
  // A checkpoint in the middle of a request would hold it up: the checkpointer's thread does them.
  connection.pragma("wal_autocheckpoint = 0");
  return connection;
}
