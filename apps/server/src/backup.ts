import { chmodSync, existsSync, readFileSync, renameSync, statSync } from "node:fs";
import { constants, setPriority } from "node:os";
import { resolve } from "node:path";
import { backUp } from "@tagdeck/api/db/backup";
import { FileFault } from "@tagdeck/api/db/file-fault";
import { isSqliteUrl, sqlitePath } from "@tagdeck/api/db/open";
import { restore } from "@tagdeck/api/db/restore";
import { writeWholeText } from "@tagdeck/api/db/whole-file";
import { UserFault } from "./env.ts";
import { type Program, reason } from "./program.ts";
import { secretPath } from "./secret.ts";
import { stopSignal } from "./stop-signal.ts";

/** `tagdeck backup FILE`: the database as it is now; beside it, as FILE.secret, what seals and signs. */
export async function backUpDatabase(program: Program, given: string): Promise<string> {
  const path = databaseFile(program, "pg_dump");
  const file = resolve(given);
  setPriority(constants.priority.PRIORITY_BELOW_NORMAL);
  const stop = new AbortController();
  void stopSignal().then(() => stop.abort(new FileFault("The backup was stopped: nothing was written.")));
  return clearly(`The backup ${file} could not be made`, async () => {
    const secret = keptSecret(program);
    // First, so that a database never stands there without it.
    if (secret !== null) await writeWholeText(`${file}.secret`, secret);
    const { bytes } = await backUp(path, file, stop.signal);
    const besides = secret === null ? "" : ` The secret is in ${file}.secret.`;
    return `${file}: ${(bytes / 1e6).toFixed(1)} MB, checked.${besides}`;
  });
}

/** `tagdeck restore FILE`: puts a backup, and its secret, in the place of what is there, and keeps that. */
export async function restoreDatabase(program: Program, given: string): Promise<string> {
  const path = databaseFile(program, "pg_restore");
  const file = resolve(given);
  const suffix = `.before-${new Date().toISOString().replaceAll(/[-:]|\.\d+/g, "")}`;
  return clearly(`The backup ${file} could not be restored`, async () => {
    const { kept } = await restore(path, file, suffix);
    const lines = [`${path} is now what ${file} was, at the newest schema.`];
    if (kept !== null) lines.push(`What it was before is ${kept}.`);
    lines.push(...(await restoreSecret(program, file, suffix)));
    return lines.join("\n");
  });
}

function databaseFile({ env }: Program, tool: string): string {
  if (isSqliteUrl(env.DATABASE_URL)) return sqlitePath(env.DATABASE_URL);
  throw new UserFault(`On PostgreSQL use ${tool}; docs/operations.md has the commands.`);
}

/** The secret that is kept in a file; null where the environment has it. */
function keptSecret({ env }: Program): string | null {
  const path = secretPath(env);
  return env.TAGDECK_SECRET === undefined && existsSync(path) ? readFileSync(path, "utf8") : null;
}

async function restoreSecret(program: Program, file: string, suffix: string): Promise<string[]> {
  const path = secretPath(program.env);
  const secret = existsSync(`${file}.secret`) ? readFileSync(`${file}.secret`, "utf8") : null;
  const given = program.env.TAGDECK_SECRET;
  if (given !== undefined) {
    if (secret === null || secret.trim() === given) return [];
    return [`TAGDECK_SECRET is not the secret of the backup, ${file}.secret: signing keys will not open.`];
  }
  const present = keptSecret(program);
  if (secret === null) {
    const same = present === null ? "a new one is made at the next start" : `${path} stays`;
    return [`There is no ${file}.secret: ${same}.`];
  }
  if (secret === present) return [];
  if (present !== null) renameSync(path, `${path}${suffix}`);
  await writeWholeText(path, secret);
  if (present !== null) chmodSync(path, statSync(`${path}${suffix}`).mode);
  return [
    `The secret of the backup is in ${path}${present === null ? "" : `; the one before in ${path}${suffix}`}.`,
  ];
}

async function clearly(what: string, work: () => Promise<string>): Promise<string> {
  try {
    return await work();
  } catch (error) {
    throw new UserFault(error instanceof FileFault ? error.message : `${what}: ${reason(error)}`);
  }
}
