import { type Kysely, type RawBuilder, sql } from "kysely";
import { columns } from "../columns.ts";
import { appRole } from "../postgres.ts";

/** The counts of a workspace that counts by the hour: one row, written once an hour. */
export async function up(db: Kysely<unknown>, name: "sqlite" | "postgres"): Promise<void> {
  const { int, text, clustered } = columns[name];
  const run = (statement: RawBuilder<unknown>) => statement.execute(db);
  await run(sql`create table tag_count_hour (
    workspace_id ${int} not null references workspace (id), counted_at ${int} not null, counts ${text} not null,
    primary key (workspace_id)) ${clustered}`);
  if (name === "sqlite") return;
  const current = sql`workspace_id = nullif(current_setting('app.workspace_id', true), '')::bigint`;
  await run(sql`alter table tag_count_hour enable row level security`);
  await run(sql`alter table tag_count_hour force row level security`);
  await run(sql`create policy workspace on tag_count_hour using (${current}) with check (${current})`);
  await run(sql`grant select, insert, update, delete on tag_count_hour to ${sql.ref(appRole)}`);
}
