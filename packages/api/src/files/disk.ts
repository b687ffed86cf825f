import { mkdir, open, rename, rm, stat } from "node:fs/promises";
import { dirname, join } from "node:path";
import { Readable } from "node:stream";
import type { ReadableStream } from "node:stream/web";
import { checkName, type FileStore } from "./file-store.ts";
import { withPart } from "./part.ts";

/** Keeps files in a folder of this machine. */
export function openDisk({ folder }: { folder: string }): FileStore {
  const pathOf = (name: string) => join(folder, checkName(name));
  return {
    async put(name, content, signal) {
      const path = pathOf(name);
      return withPart(join(folder, ".parts"), content, signal, async (part) => {
        await mkdir(dirname(path), { recursive: true });
        await rename(part.path, path);
        await syncFolder(dirname(path));
        return { size: part.size };
      });
    },
    async get(name) {
      const file = await orNull(open(pathOf(name)));
      if (!file) return null;
      const { size } = await file.stat();
      // safe because Node's stream of a file gives bytes
      const content = Readable.toWeb(file.createReadStream()) as ReadableStream<Uint8Array>;
      return { size, content };
    },
    async stat(name) {
      const found = await orNull(stat(pathOf(name)));
      return found && { size: found.size };
    },
    remove: (name) => rm(pathOf(name), { force: true }),
  };
}

// Without it a crash of the machine may forget the new name. Windows opens no folders.
async function syncFolder(path: string): Promise<void> {
  if (process.platform === "win32") return;
  const folder = await open(path);
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}

async function orNull<T>(found: Promise<T>): Promise<T | null> {
  return found.catch((error: unknown) => {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return null;
    throw error;
  });
}
