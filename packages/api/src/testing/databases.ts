import { randomBytes } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { afterAll, beforeAll, describe, inject } from "vitest";
import type { DatabaseHandle } from "../db/dialect.ts";
import { migrateDatabase, openDatabase } from "../db/open.ts";

export type TestDatabase = { name: "sqlite" | "postgres"; url: string; handle: DatabaseHandle };

/**
 * Runs a suite on a SQLite file and on a real PostgreSQL, each empty, migrated and of this suite alone. Tests
 * make their own workspaces in it.
 */
export function describeEachDatabase(title: string, suite: (database: () => TestDatabase) => void): void {
  describe.each(["sqlite", "postgres"] as const)(`${title} (%s)`, (name) => {
    let opened: TestDatabase | undefined;
    let remove = () => Promise.resolve();
    beforeAll(async () => {
      const made = await makeDatabase(name);
      remove = made.remove;
      const options = {
        url: made.url,
        onError(error: Error) {
          throw error;
        },
      };
      await migrateDatabase(options);
      opened = { name, url: made.url, handle: openDatabase(options) };
    });
    afterAll(async () => {
      await opened?.handle.close();
      await remove();
    });
    suite(() => {
      if (!opened) throw new Error("the database is open only while tests run");
      return opened;
    });
  });
}

/** An empty database that is not migrated yet. */
export async function makeDatabase(
  name: "sqlite" | "postgres",
): Promise<{ url: string; remove(): Promise<void> }> {
  if (name === "sqlite") {
    const folder = mkdtempSync(join(tmpdir(), "tagdeck-"));
    return {
      url: `file:${join(folder, "test.db")}`,
      remove: async () => rmSync(folder, { recursive: true, force: true }),
    };
  }
  const server = inject("postgresUrl");
  const database = `test_${randomBytes(8).toString("hex")}`;
  await onServer(server, `create database ${database}`);
  const url = new URL(server);
  url.pathname = `/${database}`;
  return { url: url.href, remove: () => onServer(server, `drop database ${database} with (force)`) };
}

async function onServer(url: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}
