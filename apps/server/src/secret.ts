import { randomBytes } from "node:crypto";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { isSqliteUrl, sqlitePath } from "@tagdeck/api/db/open";
import { type Env, UserFault } from "./env.ts";

/** The folder of what the program keeps on disk. */
export function dataFolder(env: Pick<Env, "DATABASE_URL">): string {
  return isSqliteUrl(env.DATABASE_URL) ? dirname(sqlitePath(env.DATABASE_URL)) : resolve("data");
}

/** Where the installation's secret is kept when the environment does not give it. */
export function secretPath(env: Pick<Env, "DATABASE_URL">): string {
  return join(dataFolder(env), "secret");
}

/** The installation's secret: from the environment, else made once and kept where only its user can read it. */
export function installationSecret(env: Env): string {
  if (env.TAGDECK_SECRET !== undefined) return env.TAGDECK_SECRET;
  const folder = dataFolder(env);
  const path = secretPath(env);
  try {
    mkdirSync(folder, { recursive: true });
    // Fails when it is there: of two processes that start together one makes it and both read it.
    writeFileSync(path, `${randomBytes(32).toString("base64url")}\n`, { mode: 0o600, flag: "wx" });
  } catch (error) {
    const code = error instanceof Error && "code" in error ? String(error.code) : "";
    if (code !== "EEXIST") throw new UserFault(`The folder ${folder} cannot be written to (${code}).`);
  }
  return readFileSync(path, "utf8").trim();
}
