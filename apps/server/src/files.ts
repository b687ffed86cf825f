import { accessSync, constants, mkdirSync } from "node:fs";
import { join, resolve } from "node:path";
import type { FilesSettings } from "@tagdeck/api/files/file-store";
import { type Env, UserFault } from "./env.ts";
import { dataFolder } from "./secret.ts";

type FilesEnv = Pick<
  Env,
  | "FILES_URL"
  | "DATABASE_URL"
  | "AWS_ACCESS_KEY_ID"
  | "AWS_SECRET_ACCESS_KEY"
  | "AWS_SESSION_TOKEN"
  | "AWS_REGION"
>;

/**
 * Where files are kept: `file:FOLDER`, or `s3://BUCKET/PREFIX?endpoint=https://…&region=…`.
 *
 * @throws UserFault
 */
export function filesSettings(env: FilesEnv): FilesSettings {
  if (env.FILES_URL === undefined) return { kind: "disk", folder: join(dataFolder(env), "files") };
  if (env.FILES_URL.startsWith("file:")) {
    return { kind: "disk", folder: resolve(env.FILES_URL.slice("file:".length)) };
  }
  const { hostname: bucket, pathname, searchParams } = new URL(env.FILES_URL);
  const { AWS_ACCESS_KEY_ID: accessKeyId, AWS_SECRET_ACCESS_KEY: secretAccessKey } = env;
  if (accessKeyId === undefined || secretAccessKey === undefined) {
    throw new UserFault("FILES_URL is on S3: set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, too.");
  }
  const region = searchParams.get("region") ?? env.AWS_REGION ?? "us-east-1";
  const endpoint = searchParams.get("endpoint") ?? `https://s3.${region}.amazonaws.com`;
  if (!/^https?:\/\/[^/]/.test(endpoint)) {
    throw new UserFault("FILES_URL: the endpoint begins with http:// or https://.");
  }
  const path = pathname.split("/").filter((part) => part !== "");
  return {
    kind: "s3",
    endpoint: endpoint.replace(/\/+$/, ""),
    region,
    bucket,
    prefix: path.map((part) => `${part}/`).join(""),
    accessKeyId,
    secretAccessKey,
    sessionToken: env.AWS_SESSION_TOKEN,
  };
}

/**
 * The same, where the program is going to write: a folder is made, and tried.
 *
 * @throws UserFault
 */
export function openFilesSettings(env: FilesEnv): FilesSettings {
  const settings = filesSettings(env);
  if (settings.kind === "disk") {
    try {
      mkdirSync(settings.folder, { recursive: true, mode: 0o700 });
      accessSync(settings.folder, constants.W_OK);
    } catch (error) {
      const code = error instanceof Error && "code" in error ? String(error.code) : "";
      throw new UserFault(`The folder ${settings.folder} cannot be written to (${code}). Set FILES_URL.`);
    }
  }
  return settings;
}
