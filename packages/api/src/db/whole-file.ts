import { randomBytes } from "node:crypto";
import {
  closeSync,
  fsyncSync,
  openSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { basename, dirname, join } from "node:path";

/** After how long without a change an unfinished file is taken for what a killed command left, in ms. */
const forgotten = 24 * 3_600_000;
const mark = /\.part-[0-9a-f]{12}(?:-wal|-shm|-journal)?$/;

/** Writes a file by `work`, under another name until it is whole and on the disk: so it is there wholly or not at all. */
export async function writeWhole(path: string, work: (part: string) => Promise<void>): Promise<void> {
  sweep(path);
  const part = `${path}.part-${randomBytes(6).toString("hex")}`;
  try {
    await work(part);
    sync(part);
    renameSync(part, path);
    sync(dirname(path));
  } finally {
    for (const suffix of ["", "-wal", "-shm", "-journal"]) rmSync(`${part}${suffix}`, { force: true });
  }
}

/** Writes a small text that only its user can read. */
export function writeWholeText(path: string, text: string): Promise<void> {
  return writeWhole(path, async (part) => writeFileSync(part, text, { mode: 0o600, flag: "wx" }));
}

function sync(path: string): void {
  // A folder cannot be opened on Windows, nor needs it.
  if (process.platform === "win32" && statSync(path).isDirectory()) return;
  const descriptor = openSync(path, "r");
  try {
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}

function sweep(path: string): void {
  const folder = dirname(path);
  for (const name of readdirSync(folder)) {
    if (!name.startsWith(basename(path)) || !mark.test(name.slice(basename(path).length))) continue;
    const left = join(folder, name);
    if (Date.now() - statSync(left).mtimeMs > forgotten) rmSync(left, { force: true });
  }
}
