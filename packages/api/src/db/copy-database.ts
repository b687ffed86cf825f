import { closeSync, fsyncSync, openSync } from "node:fs";
import BetterSqlite from "better-sqlite3";
import { FileFault } from "./file-fault.ts";

/** How many pages to copy before they are synced. */
const step = 256;

/**
 * Copies a SQLite database as it is at one instant into a new file that only its user can read, beside
 * whoever writes. The copy is one file, whole, checked, and on the disk.
 *
 * @throws FileFault when there is no database, or it is damaged
 */
export async function copyDatabase(from: string, to: string, signal?: AbortSignal): Promise<void> {
  const descriptor = openSync(to, "wx", 0o600);
  const source = openSource(from);
  try {
    // Without a snapshot of its own the copy would begin anew with each change of another process.
    source.exec("begin");
    source.prepare("select count(*) from sqlite_schema").get();
    await source.backup(to, {
      progress() {
        signal?.throwIfAborted();
        breathe(descriptor);
        return step;
      },
    });
  } catch (error) {
    throw faultOf(from, error);
  } finally {
    source.close();
    closeSync(descriptor);
  }
  checkDatabase(to);
}

// What is not synced yet, a commit of the serving process would wait for in its event loop. So there is never
// much of it, and the disk is idle for as long as it was busy. This process has nothing else to do meanwhile.
function breathe(descriptor: number): void {
  const start = performance.now();
  fsyncSync(descriptor);
  const busy = Math.max(1, performance.now() - start);
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, busy);
}

/**
 * Reads all of a database of ours that nobody else has open, and leaves it as one file.
 *
 * @throws FileFault when it is damaged
 */
export function checkDatabase(path: string): void {
  const database = new BetterSqlite(path);
  try {
    database.pragma("cache_size = -65536");
    database.pragma("journal_mode = delete");
    const first = database.pragma("integrity_check(1)", { simple: true });
    if (first !== "ok") throw new FileFault(`The database is damaged: ${String(first)}`);
    const [orphan] = database.prepare("select * from pragma_foreign_key_check limit 1").all();
    if (orphan)
      throw new FileFault(`The database is damaged: a foreign key fails, ${JSON.stringify(orphan)}`);
  } finally {
    database.close();
  }
}

function openSource(path: string): BetterSqlite.Database {
  try {
    return new BetterSqlite(path, { readonly: true, fileMustExist: true });
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new FileFault(`${path} cannot be opened: ${reason}.`);
  }
}

function faultOf(path: string, error: unknown): unknown {
  if (!(error instanceof BetterSqlite.SqliteError)) return error;
  if (error.code === "SQLITE_NOTADB") return new FileFault(`${path} is not a SQLite database.`);
  if (error.code.startsWith("SQLITE_CORRUPT")) return new FileFault(`${path} is damaged: ${error.message}.`);
  return error;
}
