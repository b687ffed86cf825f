import { contactGrams } from "@tagdeck/core/contacts/search";
import BetterSqlite from "better-sqlite3";
import { Kysely, PostgresDialect, sql, SqliteDialect } from "kysely";
import pg from "pg";
import { expect, it } from "vitest";
import { describeEachDatabase, type TestDatabase } from "../../testing/databases.ts";
import { aContact, aMember, aWorkspace } from "../../testing/fixtures.ts";
import { sqlitePath } from "../open.ts";
import { up } from "./0005-contact-search.ts";

function asOwner({ name, url }: TestDatabase): Kysely<unknown> {
  if (name === "sqlite") {
    return new Kysely({ dialect: new SqliteDialect({ database: new BetterSqlite(sqlitePath(url)) }) });
  }
  const pool = new pg.Pool({ connectionString: url, max: 1 });
  // The database is dropped while the connection is still being closed.
  pool.on("error", () => undefined);
  return new Kysely({ dialect: new PostgresDialect({ pool }) });
}

describeEachDatabase("the index of contacts", (database) => {
  it("is made for the contacts of every workspace that are there already", async () => {
    const workspaces = [await aWorkspace(database()), await aWorkspace(database())];
    const rows = [];
    for (const workspace of workspaces) {
      rows.push(await aContact(workspace, { name: "王小明", phone: "+886912345678" }));
      rows.push(await aContact(workspace, { name: null, email: "mei@example.com" }));
    }
    const owner = asOwner(database());
    await owner.transaction().execute(async (db) => {
      await sql`drop table contact_gram`.execute(db);
      await up(db, database().name);
    });
    await owner.destroy();
    for (const workspace of workspaces) {
      const made = await workspace.read(aMember("viewer"), (ctx) =>
        ctx.db.selectFrom("contact_gram").selectAll().where("workspace_id", "=", workspace.id).execute(),
      );
      const expected = rows
        .filter((row) => row.workspace_id === workspace.id)
        .flatMap((row) =>
          contactGrams({ ...row, externalId: row.external_id }).map((gram) => [gram, row.id]),
        );
      const sorted = (pairs: number[][]) => pairs.map((pair) => pair.join(" ")).toSorted();
      expect(sorted(made.map((row) => [row.gram, row.contact_id]))).toEqual(sorted(expected));
      expect(expected.length).toBeGreaterThan(10);
    }
  });
});
