import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { expect, it } from "vitest";
import { readEnv } from "./env.ts";
import { filesSettings, openFilesSettings } from "./files.ts";

const keys = { AWS_ACCESS_KEY_ID: "id", AWS_SECRET_ACCESS_KEY: "secret" };
const settings = (env: NodeJS.ProcessEnv) => filesSettings(readEnv(env));

it("keeps files beside the SQLite file, in ./data with PostgreSQL, or where it is told", () => {
  expect(settings({})).toEqual({ kind: "disk", folder: resolve("data/files") });
  expect(settings({ DATABASE_URL: "file:/srv/t/t.db" })).toEqual({ kind: "disk", folder: "/srv/t/files" });
  expect(settings({ DATABASE_URL: "postgres://db/t" })).toMatchObject({ folder: resolve("data/files") });
  expect(settings({ FILES_URL: "file:./elsewhere" })).toEqual({
    kind: "disk",
    folder: resolve("elsewhere"),
  });
});

it("reads the address of a bucket, of AWS or of another service", () => {
  expect(settings({ FILES_URL: "s3://acme-files", AWS_REGION: "eu-west-1", ...keys })).toEqual({
    kind: "s3",
    endpoint: "https://s3.eu-west-1.amazonaws.com",
    region: "eu-west-1",
    bucket: "acme-files",
    prefix: "",
    accessKeyId: "id",
    secretAccessKey: "secret",
    sessionToken: undefined,
  });
  const url = "s3://Acme.files/tagdeck/live/?endpoint=http://minio:9000/&region=tw";
  expect(settings({ FILES_URL: url, AWS_SESSION_TOKEN: "token", ...keys })).toMatchObject({
    endpoint: "http://minio:9000",
    region: "tw",
    bucket: "Acme.files",
    prefix: "tagdeck/live/",
    sessionToken: "token",
  });
});

it("says what is missing or wrong", () => {
  expect(() => settings({ FILES_URL: "https://bucket" })).toThrow("FILES_URL: file:FOLDER or s3://BUCKET");
  expect(() => settings({ FILES_URL: "s3://bucket" })).toThrow("set AWS_ACCESS_KEY_ID");
  expect(() => settings({ FILES_URL: "s3://bucket?endpoint=minio", ...keys })).toThrow("begins with http");

  const folder = mkdtempSync(join(tmpdir(), "tagdeck-"));
  writeFileSync(join(folder, "taken"), "");
  const env = readEnv({ FILES_URL: `file:${join(folder, "taken")}` });
  expect(() => openFilesSettings(env)).toThrow(/taken cannot be written to \(EEXIST\)\. Set FILES_URL\.$/);
  expect(openFilesSettings(readEnv({ FILES_URL: `file:${join(folder, "new")}` })).kind).toBe("disk");
  rmSync(folder, { recursive: true });
});
