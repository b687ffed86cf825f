import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import S3rver from "@20minutes/s3rver";
import type { FilesSettings } from "../files/file-store.ts";

/** A stand-in for S3 on this machine, which checks signatures, with one bucket. */
export async function anS3(): Promise<{
  settings: Extract<FilesSettings, { kind: "s3" }>;
  stop(): Promise<void>;
}> {
  const directory = mkdtempSync(join(tmpdir(), "tagdeck-s3-"));
  const bucket = "files";
  const server = new S3rver({
    address: "127.0.0.1",
    port: 0,
    silent: true,
    directory,
    configureBuckets: [{ name: bucket }],
  });
  const { port } = await server.run();
  return {
    settings: {
      kind: "s3",
      endpoint: `http://127.0.0.1:${port}`,
      region: "eu-central-1",
      bucket,
      prefix: "tagdeck/",
      accessKeyId: "S3RVER",
      secretAccessKey: "S3RVER",
      sessionToken: undefined,
    },
    async stop() {
      await server.close();
      rmSync(directory, { recursive: true, force: true });
    },
  };
}
