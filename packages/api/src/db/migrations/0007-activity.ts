import { type Kysely, type RawBuilder, sql } from "kysely";
import { columns } from "../columns.ts";

/** The audit log is read by person, by kind and by time. */
export async function up(db: Kysely<unknown>, name: "sqlite" | "postgres"): Promise<void> {
  const { key } = columns[name];
  const run = (statement: RawBuilder<unknown>) => statement.execute(db);
  await run(sql`alter table activity add column slice ${key} not null default ''`);
  const before = name === "sqlite" ? sql`instr(action, '.')` : sql`position('.' in action)`;
  const { rows } = await sql<{ id: number }>`select id from workspace`.execute(db);
  for (const { id } of rows) {
    // Row-level security holds for the owner too.
    if (name === "postgres") {
      await run(sql`select set_config('app.workspace_id', ${String(id)}, true)`);
    }
    await run(
      sql`update activity set slice = substr(action, 1, cast(${before} as integer) - 1) where workspace_id = ${id}`,
    );
  }
  await run(sql`create index activity_at on activity (workspace_id, at, id)`);
  await run(sql`create index activity_slice on activity (workspace_id, slice, at, id)`);
  await run(sql`create index activity_actor on activity (workspace_id, actor_id, at, id)`);
  if (name === "sqlite") {
    await run(sql`insert into sqlite_stat1 (tbl, idx, stat) values
      ('activity', 'activity_at', '100000 100000 2 1'),
      ('activity', 'activity_slice', '100000 100000 15000 2 1'),
      ('activity', 'activity_actor', '100000 100000 1000 2 1')`);
  }
}
