import { type Kysely, type RawBuilder, sql } from "kysely";
import { columns } from "../columns.ts";
import { appRole } from "../postgres.ts";

/** Beside those of the first migration: no workspace's own, so without row-level security. */
export const directoryTables = ["job_schedule"];

/** Jobs, which are a workspace's, and when those that recur are next due, which is the installation's. */
export async function up(db: Kysely<unknown>, name: "sqlite" | "postgres"): Promise<void> {
  const { id, idKey, int, text, key, end, clustered } = columns[name];
  const run = (statement: RawBuilder<unknown>) => statement.execute(db);

  await run(sql`create table job (
    ${id}, workspace_id ${int} not null references workspace (id), kind ${key} not null, key ${key},
    input ${text} not null, status ${key} not null, wake_at ${int}, attempt ${int} not null default 0,
    fence ${int} not null default 0, lease_until ${int}, cancel_at ${int}, checkpoint ${text},
    done ${int} not null default 0, total ${int}, error ${text}, created_at ${int} not null, started_at ${int},
    ended_at ${int}, ${idKey}) ${end}`);
  await run(sql`create index job_wake on job (wake_at) where wake_at is not null`);
  await run(sql`create unique index job_key on job (workspace_id, kind, key) where ended_at is null`);
  await run(sql`create index job_ended on job (workspace_id, ended_at) where ended_at is not null`);
  await run(sql`create table job_schedule (
    name ${key} not null primary key, cron ${text} not null, next_at ${int} not null,
    lease_until ${int} not null) ${clustered}`);

  if (name === "sqlite") return;
  const current = sql`workspace_id = nullif(current_setting('app.workspace_id', true), '')::bigint`;
  await run(sql`alter table job enable row level security`);
  await run(sql`alter table job force row level security`);
  await run(sql`create policy workspace on job using (${current}) with check (${current})`);
  for (const table of ["job", "job_schedule"]) {
    await run(sql`grant select, insert, update, delete on ${sql.table(table)} to ${sql.ref(appRole)}`);
  }
}
