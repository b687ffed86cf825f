import { type Kysely, type RawBuilder, sql } from "kysely";
import { columns } from "../columns.ts";
import { appRole } from "../postgres.ts";

/** Groups of tags. Of some a contact has one tag at most: the assignment holds the place, and an index allows it once. */
export async function up(db: Kysely<unknown>, name: "sqlite" | "postgres"): Promise<void> {
  const { id, idKey, int, text, key, end, clustered } = columns[name];
  const run = (statement: RawBuilder<unknown>) => statement.execute(db);
  const workspace = sql`workspace_id ${int} not null references workspace (id)`;

  await run(sql`create table tag_group (
    ${id}, ${workspace}, name ${text} not null, name_key ${key} not null, color ${text} not null,
    position ${int} not null, exclusive ${int} not null, created_at ${int} not null, updated_at ${int} not null,
    ${idKey}, unique (workspace_id, name_key)) ${end}`);
  await run(sql`alter table tag add column group_id ${int}`);
  await run(sql`alter table tag add column slot_group_id ${int}`);
  await run(sql`alter table contact_tag add column slot_group_id ${int}`);
  await run(sql`create unique index contact_tag_slot on contact_tag (workspace_id, contact_id, slot_group_id)
    where slot_group_id is not null`);
  await run(sql`create table group_taken (
    ${workspace}, operation_id ${int} not null, contact_id ${int} not null, tag_id ${int} not null,
    seq ${int} not null, primary key (workspace_id, operation_id, contact_id, tag_id),
    foreign key (workspace_id, operation_id) references operation (workspace_id, id)) ${clustered}`);

  if (name === "sqlite") {
    await run(sql`insert into sqlite_stat1 (tbl, idx, stat) values
      ('contact_tag', 'contact_tag_slot', '30000 30000 1 1'),
      ('group_taken', 'group_taken', '100000 100000 10000 1 1')`);
    return;
  }
  const current = sql`workspace_id = nullif(current_setting('app.workspace_id', true), '')::bigint`;
  for (const table of ["tag_group", "group_taken"].map((one) => sql.table(one))) {
    await run(sql`alter table ${table} enable row level security`);
    await run(sql`alter table ${table} force row level security`);
    await run(sql`create policy workspace on ${table} using (${current}) with check (${current})`);
    await run(sql`grant select, insert, update, delete on ${table} to ${sql.ref(appRole)}`);
  }
}
