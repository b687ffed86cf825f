import { createKernel, type Kernel } from "@tagdeck/api/context";
import { migrateDatabase, openDatabase } from "@tagdeck/api/db/open";
import type { DatabaseHandle } from "@tagdeck/api/db/dialect";
import { type Logger, pino, stdSerializers } from "pino";
import { type Env, readEnv, UserFault } from "./env.ts";

export type Program = { env: Env; log: Logger };

export function createProgram(source?: NodeJS.ProcessEnv): Program {
  const env = readEnv(source);
  const log = pino({
    level: env.LOG_LEVEL,
    base: null,
    timestamp: pino.stdTimeFunctions.isoTime,
    serializers: { err: withoutData },
  });
  return { env, log };
}

// PostgreSQL's errors quote the row at fault in these fields, and a row may be a person.
function withoutData(error: Error): object {
  const { detail: _detail, where: _where, parameters: _parameters, ...rest } = stdSerializers.err(error);
  return rest;
}

/** Brings the database to the newest schema and opens it. */
export async function openMigrated({ env, log }: Program): Promise<DatabaseHandle> {
  const options = {
    url: env.DATABASE_URL,
    directUrl: env.DATABASE_DIRECT_URL,
    onError: (error: Error) => log.error({ err: error }, "the database connection has a fault"),
  };
  try {
    await migrateDatabase(options);
  } catch (error) {
    throw new UserFault(`The database ${shown(env.DATABASE_URL)} cannot be opened: ${reason(error)}`);
  }
  return openDatabase(options);
}

/** Runs a command of the command line on the open database. */
export async function withKernel<T>(program: Program, work: (kernel: Kernel) => Promise<T>): Promise<T> {
  const database = await openMigrated(program);
  try {
    return await work(createKernel(database));
  } finally {
    await database.close();
  }
}

function shown(url: string): string {
  return url.replace(/\/\/[^@/]*@/, "//…@");
}

/** What went wrong, in a line. */
export function reason(error: unknown): string {
  if (error instanceof AggregateError) return error.errors.map(reason).join("; ");
  return error instanceof Error ? (error.message.split("\n")[0] ?? error.name) : String(error);
}
