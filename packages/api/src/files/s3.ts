import { openAsBlob } from "node:fs";
import { tmpdir, userInfo } from "node:os";
import { join } from "node:path";
import { AwsClient } from "aws4fetch";
import { checkName, type FilesSettings, type FileStore } from "./file-store.ts";
import { withPart } from "./part.ts";

/** How often a request is tried again that the service could not answer just then. */
const retries = 4;

/** Where content waits to be sent. */
export const waitingFolder = join(tmpdir(), `tagdeck-${userInfo().uid}`);

/** Keeps files in a bucket, addressed by path: so AWS, MinIO, R2, Ceph and their like take it. */
export function openS3({
  endpoint,
  region,
  bucket,
  prefix,
  ...credentials
}: Extract<FilesSettings, { kind: "s3" }>): FileStore {
  const { accessKeyId, secretAccessKey, sessionToken } = credentials;
  const client = new AwsClient({
    accessKeyId,
    secretAccessKey,
    ...(sessionToken !== undefined && { sessionToken }),
    service: "s3",
    region,
    retries,
  });
  const urlOf = (name: string) => `${endpoint}/${bucket}/${prefix}${checkName(name)}`;

  async function ask(method: string, name: string, init: RequestInit = {}): Promise<Response> {
    const response = await client.fetch(urlOf(name), { method, ...init });
    if (response.ok || response.status === 404) return response;
    throw new Error(`S3 answers ${method} with ${response.status}: ${await codeOf(response)}`);
  }

  return {
    put: (name, content, signal) =>
      // The service wants to know the length and the hash before the first byte.
      withPart(waitingFolder, content, signal, async ({ path, size, sha256 }) => {
        const response = await ask("PUT", name, {
          body: await openAsBlob(path),
          headers: { "x-amz-content-sha256": sha256 },
          ...(signal && { signal }),
        });
        await response.body?.cancel();
        if (!response.ok) throw new Error(`S3 has no bucket ${bucket}`);
        return { size };
      }),
    async get(name) {
      const response = await ask("GET", name);
      if (response.ok && response.body) return { size: sizeOf(response), content: response.body };
      await response.body?.cancel();
      return null;
    },
    async stat(name) {
      const response = await ask("HEAD", name);
      return response.ok ? { size: sizeOf(response) } : null;
    },
    async remove(name) {
      await (await ask("DELETE", name)).body?.cancel();
    },
  };
}

function sizeOf(response: Response): number {
  return Number(response.headers.get("content-length"));
}

/** What the service calls the problem, without what else it says of the request. */
async function codeOf(response: Response): Promise<string> {
  return /<Code>(\w{1,100})<\/Code>/.exec(await response.text())?.[1] ?? "no reason given";
}
