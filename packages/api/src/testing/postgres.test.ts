import pg from "pg";
import { expect, inject, test } from "vitest";

test("the tests' PostgreSQL sorts by a human language and speaks UTF-8", async () => {
  const client = new pg.Client({ connectionString: inject("postgresUrl") });
  await client.connect();
  try {
    const { rows } = await client.query<{ sorted: boolean; encoding: string }>(
      `select 'a' < 'B' as sorted, pg_encoding_to_char(encoding) as encoding from pg_database where datname = current_database()`,
    );
    expect(rows).toEqual([{ sorted: true, encoding: "UTF8" }]);
  } finally {
    await client.end();
  }
});
