import { createHash, randomUUID } from "node:crypto";
import { createWriteStream } from "node:fs";
import { mkdir, readdir, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import { Readable, Transform } from "node:stream";
import { pipeline } from "node:stream/promises";

/** A part that nobody has written to for so long is left over from a process that died, in ms. */
const leftOver = 24 * 3_600_000;

export type Part = { path: string; size: number; sha256: string };

/**
 * Writes content to a file of its own, down to the disk, and removes that again unless `use` has moved it.
 * So what is half written is never where anybody looks.
 */
export async function withPart<T>(
  folder: string,
  content: AsyncIterable<string | Uint8Array>,
  signal: AbortSignal | undefined,
  use: (part: Part) => Promise<T>,
): Promise<T> {
  await mkdir(folder, { recursive: true });
  await sweep(folder);
  const path = join(folder, `${randomUUID()}.part`);
  const hash = createHash("sha256");
  let size = 0;
  const measure = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      size += chunk.length;
      hash.update(chunk);
      done(null, chunk);
    },
  });
  try {
    await pipeline(Readable.from(content), measure, createWriteStream(path, { flush: true, mode: 0o600 }), {
      ...(signal && { signal }),
    });
    return await use({ path, size, sha256: hash.digest("hex") });
  } finally {
    await rm(path, { force: true });
  }
}

async function sweep(folder: string): Promise<void> {
  for (const name of await readdir(folder)) {
    const path = join(folder, name);
    const { mtimeMs } = await stat(path).catch(() => ({ mtimeMs: Number.POSITIVE_INFINITY }));
    if (mtimeMs < Date.now() - leftOver) await rm(path, { force: true });
  }
}
