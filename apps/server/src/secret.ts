import { randomBytes } from "node:crypto";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { isSqliteUrl, sqlitePath } from "@tagdeck/api/db/open";
import type { Env } from "./env.ts";

/** The folder of what the program keeps on disk. */
export function dataFolder(env: Pick<Env, "DATABASE_URL">): string {
  return isSqliteUrl(env.DATABASE_URL) ? dirname(sqlitePath(env.DATABASE_URL)) : resolve("data");
}

/** The installation's secret: from the environment, else made once and kept where only its user can read it. */
export function installationSecret(env: Env): string {
  if (env.TAGDECK_SECRET !== undefined) return env.TAGDECK_SECRET;
  const folder = dataFolder(env);
  const path = join(folder, "secret");
  mkdirSync(folder, { recursive: true });
  try {
    // Fails when it is there: of two processes that start together one makes it and both read it.
    writeFileSync(path, `${randomBytes(32).toString("base64url")}\n`, { mode: 0o600, flag: "wx" });
  } catch (error) {
    if (!(error instanceof Error && "code" in error && error.code === "EEXIST")) throw error;
  }
  return readFileSync(path, "utf8").trim();
}
