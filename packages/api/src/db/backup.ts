import { existsSync, realpathSync, statSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { copyDatabase } from "./copy-database.ts";
import { FileFault } from "./file-fault.ts";
import { writeWhole } from "./whole-file.ts";

/**
 * Writes a copy of the database at `path` to `file`, which then is a whole database or as it was before.
 * Safe beside a program that serves it.
 *
 * @throws FileFault when there is nothing to copy, the copy is damaged, or `file` is in use as a database
 */
export async function backUp(path: string, file: string, signal?: AbortSignal): Promise<{ bytes: number }> {
  if (!existsSync(path)) throw new FileFault(`There is no database at ${path}.`);
  const folder = dirname(file);
  if (!existsSync(folder)) throw new FileFault(`There is no folder ${folder}.`);
  if (existsSync(file) && !statSync(file).isFile()) throw new FileFault(`${file} is not a file.`);
  const target = join(realpathSync(folder), basename(file));
  const own = ["", "-wal", "-shm", "-journal", ".lock"].map((suffix) => `${realpathSync(path)}${suffix}`);
  const inUse = ["-wal", "-journal", ".lock"].some((suffix) => existsSync(`${file}${suffix}`));
  if (own.includes(target) || inUse) throw new FileFault(`${file} is a database in use: name another file.`);
  await writeWhole(file, (part) => copyDatabase(path, part, signal));
  return { bytes: statSync(file).size };
}
