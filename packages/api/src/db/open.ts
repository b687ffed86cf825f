import { resolve } from "node:path";
import type { DatabaseHandle } from "./dialect.ts";
import { migrate } from "./migrate.ts";
import { openPostgres } from "./postgres.ts";
import { openSqlite } from "./sqlite.ts";

export type DatabaseOptions = {
  /** `file:./data/tagdeck.db` or `postgres://…` */
  url: string;
  /** PostgreSQL only: as the owner, past any pooler; the same as `url` when absent. */
  directUrl?: string | undefined;
  poolSize?: number;
  /** Faults outside any request: a broken idle connection, a lost listener. */
  onError(error: Error): void;
};

export function isSqliteUrl(url: string): boolean {
  return url.startsWith("file:");
}

/** The file behind a `file:` URL, relative to the working directory. */
export function sqlitePath(url: string): string {
  return resolve(url.slice("file:".length));
}

export async function migrateDatabase(options: DatabaseOptions): Promise<void> {
  await migrate(
    isSqliteUrl(options.url)
      ? { name: "sqlite", path: sqlitePath(options.url) }
      : { name: "postgres", url: options.url, directUrl: options.directUrl ?? options.url },
  );
}

/** Opens a migrated database. */
export function openDatabase(options: DatabaseOptions): DatabaseHandle {
  if (isSqliteUrl(options.url)) return openSqlite(sqlitePath(options.url));
  return openPostgres(options.url, {
    directUrl: options.directUrl ?? options.url,
    onError: options.onError,
    ...(options.poolSize === undefined ? {} : { poolSize: options.poolSize }),
  });
}
