import { chmodSync, existsSync, linkSync, mkdirSync, renameSync, statSync } from "node:fs";
import { dirname } from "node:path";
import BetterSqlite from "better-sqlite3";
import { checkDatabase, copyDatabase } from "./copy-database.ts";
import { FileFault } from "./file-fault.ts";
import { lockDatabase } from "./lock.ts";
import { migrate, migrationNames } from "./migrate.ts";
import { writeWhole } from "./whole-file.ts";

/**
 * Puts a backup in the place of the database at `path`, at the newest schema. What was there is kept beside it
 * under the name that ends with `suffix`; null when there was nothing.
 *
 * @throws FileFault when the database is in use, or the backup is damaged, newer or none
 */
export async function restore(path: string, file: string, suffix: string): Promise<{ kept: string | null }> {
  if (!existsSync(file)) throw new FileFault(`There is no file ${file}.`);
  mkdirSync(dirname(path), { recursive: true });
  const lock = lockDatabase(path);
  if (!lock) throw new FileFault(`Tagdeck is serving ${path}: stop it first.`);
  let old: Old | null = null;
  try {
    await writeWhole(path, async (part) => {
      await copyDatabase(file, part);
      checkSchema(part, file);
      old = existsSync(path) ? openAlone(path) : null;
      await migrate({ name: "sqlite", path: part });
      followOn(part, old?.sequences ?? []);
      checkDatabase(part);
      if (old) keep(path, part, suffix);
    });
  } finally {
    // safe because the closure above may have set it
    (old as Old | null)?.close();
    lock.release();
  }
  return { kept: old ? `${path}${suffix}` : null };
}

type Sequence = { name: string; seq: number };
type Old = { sequences: Sequence[]; close(): void };

function checkSchema(part: string, file: string): void {
  const database = new BetterSqlite(part, { readonly: true });
  try {
    const table = database.prepare("select 1 from sqlite_schema where name = 'kysely_migration'").get();
    if (!table) throw new FileFault(`${file} is not a database of Tagdeck.`);
    const applied = database.prepare<[], string>("select name from kysely_migration").pluck().all();
    const unknown = applied.filter((name) => !migrationNames.includes(name));
    if (unknown.length === 0) return;
    throw new FileFault(
      `${file} is of a newer Tagdeck (it has ${unknown.join(", ")}): restore it with that one.`,
    );
  } finally {
    database.close();
  }
}

/** Brings all of a database into its one file and shuts others out of it; a damaged one is left as it is. */
function openAlone(path: string): Old {
  const database = new BetterSqlite(path, { timeout: 0 });
  try {
    database.pragma("journal_mode = delete");
    database.exec("begin exclusive");
    const sequences = database.prepare<[], Sequence>("select name, seq from sqlite_sequence").all();
    return { sequences, close: () => database.close() };
  } catch (error) {
    database.close();
    if (!(error instanceof BetterSqlite.SqliteError)) throw error;
    if (!error.code.startsWith("SQLITE_BUSY")) return { sequences: [], close: () => undefined };
    throw new FileFault(`Another command has ${path} open: wait for its end, or stop it.`);
  }
}

/**
 * No id is given out twice, also not one that was given after the backup; and who followed the feed past the
 * backup sees by a new change that what it saw last is gone.
 */
function followOn(part: string, sequences: Sequence[]): void {
  const database = new BetterSqlite(part);
  try {
    const raise = database.prepare("update sqlite_sequence set seq = max(seq, @seq) where name = @name");
    const add = database.prepare("insert into sqlite_sequence (name, seq) values (@name, @seq)");
    database.transaction(() => {
      for (const sequence of sequences) if (raise.run(sequence).changes === 0) add.run(sequence);
      database
        .prepare("insert into change (workspace_id, at, kind) select id, ?, 'workspace' from workspace")
        .run(Date.now());
    })();
  } finally {
    database.close();
  }
}

// By a second name, so that there is a database under the first one all the time.
function keep(path: string, part: string, suffix: string): void {
  chmodSync(part, statSync(path).mode);
  for (const log of ["-wal", "-shm", "-journal"]) {
    if (existsSync(`${path}${log}`)) renameSync(`${path}${log}`, `${path}${suffix}${log}`);
  }
  try {
    linkSync(path, `${path}${suffix}`);
  } catch {
    renameSync(path, `${path}${suffix}`);
  }
}
