import { type Kysely, type RawBuilder, sql } from "kysely";
import { columns } from "../columns.ts";
import { appRole } from "../postgres.ts";

/** Merges: what became of which tags, how far their assignments have moved, and what they were before. */
export async function up(db: Kysely<unknown>, name: "sqlite" | "postgres"): Promise<void> {
  const { int, key, clustered } = columns[name];
  const run = (statement: RawBuilder<unknown>) => statement.execute(db);
  const workspace = sql`workspace_id ${int} not null references workspace (id)`;
  const operation = sql`foreign key (workspace_id, operation_id) references operation (workspace_id, id)`;

  for (const column of [sql`merge_id ${int}`, sql`merge_target ${int}`, sql`merge_state ${key}`]) {
    await run(sql`alter table tag add column ${column}`);
  }
  await run(sql`alter table contact_tag add column merge_id ${int}`);
  await run(sql`create table tag_merge (
    ${workspace}, operation_id ${int} not null, target_id ${int} not null, at ${int} not null,
    upto ${int} not null default 0, contacts ${int} not null, primary key (workspace_id, operation_id), ${operation}) ${clustered}`);
  await run(sql`create table merge_prior (
    ${workspace}, operation_id ${int} not null, contact_id ${int} not null, first_at ${int} not null,
    last_at ${int} not null, expires_at ${int}, expiry ${int} not null, origin_id ${int}, merge_id ${int},
    primary key (workspace_id, operation_id, contact_id), ${operation}) ${clustered}`);
  await run(sql`create table merge_settled (
    ${workspace}, operation_id ${int} not null, contact_id ${int} not null, before_at ${int}, after_at ${int},
    changed ${int} not null,
    primary key (workspace_id, operation_id, contact_id), ${operation}) ${clustered}`);
  const tables = ["tag_merge", "merge_prior", "merge_settled"];

  if (name === "sqlite") {
    await run(sql`insert into sqlite_stat1 (tbl, idx, stat) values ('tag_merge', 'tag_merge', '100 100 1'),
      ('merge_prior', 'merge_prior', '100000 100000 10000 1'),
      ('merge_settled', 'merge_settled', '10000 10000 1000 1')`);
    return;
  }
  const current = sql`workspace_id = nullif(current_setting('app.workspace_id', true), '')::bigint`;
  for (const table of tables.map((one) => sql.table(one))) {
    await run(sql`alter table ${table} enable row level security`);
    await run(sql`alter table ${table} force row level security`);
    await run(sql`create policy workspace on ${table} using (${current}) with check (${current})`);
    await run(sql`grant select, insert, update, delete on ${table} to ${sql.ref(appRole)}`);
  }
}
