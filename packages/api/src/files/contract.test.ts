import { randomBytes } from "node:crypto";
import { mkdtempSync, readdirSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { buffer, text } from "node:stream/consumers";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { anS3 } from "../testing/s3.ts";
import type { FilesSettings, FileStore } from "./file-store.ts";
import { openFiles } from "./open.ts";
import { waitingFolder } from "./s3.ts";

const kinds = {
  disk: async () => {
    const folder = mkdtempSync(join(tmpdir(), "tagdeck-files-"));
    const settings: FilesSettings = { kind: "disk", folder };
    return {
      settings,
      parts: join(folder, ".parts"),
      stop: async () => rmSync(folder, { recursive: true, force: true }),
    };
  },
  s3: async () => ({ ...(await anS3()), parts: waitingFolder }),
};

async function* pieces(...all: (string | Uint8Array)[]) {
  yield* all;
}

let serial = 0;
function aName(): string {
  serial += 1;
  return `exports/7/${serial}-a_b.csv`;
}

describe.each(["disk", "s3"] as const)("files are kept (%s)", (kind) => {
  let opened: Awaited<ReturnType<(typeof kinds)[typeof kind]>>;
  let files: FileStore;
  beforeAll(async () => {
    opened = await kinds[kind]();
    files = openFiles(opened.settings);
  });
  afterAll(() => opened.stop());

  async function read(name: string): Promise<Buffer | null> {
    const found = await files.get(name);
    return found && buffer(found.content);
  }

  it("gives back the very bytes, many or none, and their size", async () => {
    const large = Array.from({ length: 40 }, () => randomBytes(100_001));
    const name = aName();
    expect(await files.put(name, pieces(...large))).toEqual({ size: 4_000_040 });
    expect((await read(name))?.equals(Buffer.concat(large))).toBe(true);
    expect(await files.stat(name)).toEqual({ size: 4_000_040 });
    const unread = await files.get(name);
    expect(unread?.size).toBe(4_000_040);
    await unread?.content.cancel();

    const none = aName();
    expect(await files.put(none, pieces())).toEqual({ size: 0 });
    expect(await read(none)).toEqual(Buffer.alloc(0));
  });

  it("takes text as UTF-8, and replaces what was there", async () => {
    const name = aName();
    await files.put(name, pieces("before"));
    expect(await files.put(name, pieces("VIP ", "換貨 🎌"))).toEqual({ size: 15 });
    expect((await read(name))?.toString()).toBe("VIP 換貨 🎌");
  });

  it("has nothing under a name that was never used or is removed, and removes twice without harm", async () => {
    const name = aName();
    for (const ask of [files.get, files.stat]) expect(await ask(name)).toBeNull();
    await files.put(name, pieces("x"));
    await files.remove(name);
    await files.remove(name);
    for (const ask of [files.get, files.stat]) expect(await ask(name)).toBeNull();
  });

  it("keeps what was there when the new content ends in an error or is aborted", async () => {
    const name = aName();
    await files.put(name, pieces("whole"));
    async function* broken() {
      yield randomBytes(300_000);
      throw new Error("the source broke");
    }
    await expect(files.put(name, broken())).rejects.toThrow("the source broke");

    const abort = new AbortController();
    async function* endless() {
      for (let i = 0; ; i += 1) {
        yield randomBytes(1_000);
        if (i === 100) abort.abort();
      }
    }
    await expect(files.put(name, endless(), abort.signal)).rejects.toThrow("abort");
    expect((await read(name))?.toString()).toBe("whole");

    await expect(files.put(aName(), broken())).rejects.toThrow("the source broke");
    expect(await files.stat(`exports/7/${serial}-a_b.csv`)).toBeNull();
  });

  it("shows what was there until the new content is whole", async () => {
    const name = aName();
    await files.put(name, pieces("before"));
    const seen: (string | null)[] = [];
    async function* slow() {
      yield randomBytes(200_000);
      seen.push((await read(name))?.toString() ?? null);
      yield "after";
    }
    await files.put(name, slow());
    expect(seen).toEqual(["before"]);
    expect((await read(name))?.length).toBe(200_005);
  });

  it("leaves no parts behind, and sweeps those of processes that died", async () => {
    const died = join(opened.parts, "died.part");
    const writing = join(opened.parts, "writing.part");
    for (const path of [died, writing]) writeFileSync(path, "half");
    const yesterday = (Date.now() - 25 * 3_600_000) / 1_000;
    utimesSync(died, yesterday, yesterday);
    await files.put(aName(), pieces("x"));
    const left = readdirSync(opened.parts);
    expect(left).not.toContain("died.part");
    expect(left).toContain("writing.part");
    rmSync(writing);
  });

  it.each(["", "..", "../secret", "a/../../b", "/etc/passwd", "a//b", ".hidden", "a\\b", "a b", "a?b"])(
    "takes %j for no name",
    async (name) => {
      await expect(async () => files.put(name, pieces("x"))).rejects.toThrow("names no file");
      await expect(async () => files.get(name)).rejects.toThrow("names no file");
      await expect(async () => files.remove(name)).rejects.toThrow("names no file");
    },
  );
});

describe("S3", () => {
  let s3: Awaited<ReturnType<typeof anS3>>;
  beforeAll(async () => {
    s3 = await anS3();
  });
  afterAll(() => s3.stop());

  it("says what the service says of a wrong secret or a missing bucket, and nothing secret", async () => {
    const wrong = openFiles({ ...s3.settings, secretAccessKey: "another-secret" });
    await expect(wrong.put(aName(), pieces("x"))).rejects.toThrow(
      /^S3 answers PUT with 403: SignatureDoesNotMatch$/,
    );
    await expect(wrong.get(aName())).rejects.toThrow("SignatureDoesNotMatch");
    const elsewhere = openFiles({ ...s3.settings, bucket: "nowhere" });
    await expect(elsewhere.put(aName(), pieces("x"))).rejects.toThrow("S3 has no bucket nowhere");
  });

  it("keeps files under its prefix, where others with the bucket find them", async () => {
    const name = aName();
    await openFiles(s3.settings).put(name, pieces("mine"));
    const whole = openFiles({ ...s3.settings, prefix: "" });
    const found = await whole.get(`tagdeck/${name}`);
    expect(found && (await text(found.content))).toBe("mine");
  });
});
