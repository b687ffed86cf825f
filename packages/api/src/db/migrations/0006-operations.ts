import { type Kysely, type RawBuilder, sql } from "kysely";
import { columns } from "../columns.ts";
import { appRole } from "../postgres.ts";

/** What operations stand on, how wide they were, and the job that goes on for them. */
export async function up(db: Kysely<unknown>, name: "sqlite" | "postgres"): Promise<void> {
  const { int, clustered } = columns[name];
  const run = (statement: RawBuilder<unknown>) => statement.execute(db);

  // No foreign key to `job`: its rows go before the operation's.
  for (const column of [
    sql`job_id ${int}`,
    sql`tag_count ${int} not null default 0`,
    sql`contact_count ${int}`,
  ]) {
    await run(sql`alter table operation add column ${column}`);
  }
  await run(sql`create table tag_operation (
    workspace_id ${int} not null references workspace (id), tag_id ${int} not null, operation_id ${int} not null,
    primary key (workspace_id, tag_id, operation_id),
    foreign key (workspace_id, tag_id) references tag (workspace_id, id),
    foreign key (workspace_id, operation_id) references operation (workspace_id, id)) ${clustered}`);
  await run(sql`create index tag_operation_operation on tag_operation (workspace_id, operation_id, tag_id)`);

  if (name === "sqlite") {
    await run(sql`insert into sqlite_stat1 (tbl, idx, stat) values
      ('tag_operation', 'tag_operation', '20000 20000 5 1'),
      ('tag_operation', 'tag_operation_operation', '20000 20000 20 1')`);
  } else {
    const current = sql`workspace_id = nullif(current_setting('app.workspace_id', true), '')::bigint`;
    await run(sql`alter table tag_operation enable row level security`);
    await run(sql`alter table tag_operation force row level security`);
    await run(sql`create policy workspace on tag_operation using (${current}) with check (${current})`);
    await run(sql`grant select, insert, update, delete on tag_operation to ${sql.ref(appRole)}`);
  }
  const { rows } = await sql<{ id: number }>`select id from workspace`.execute(db);
  for (const { id } of rows) {
    // Row-level security holds for the owner too.
    if (name === "postgres")
      await sql`select set_config('app.workspace_id', ${String(id)}, true)`.execute(db);
    await fill(db, id);
  }
}

type Row = { id: number; kind: string; tag_id: number | null; at: number; state: string };

async function fill(db: Kysely<unknown>, workspace: number): Promise<void> {
  const { rows } = await sql<Row>`select id, kind, tag_id, at, state from operation
    where workspace_id = ${workspace}`.execute(db);
  for (const row of rows) {
    const tagIds = await tagsOf(db, workspace, row);
    for (const tagId of tagIds) {
      await sql`insert into tag_operation (workspace_id, tag_id, operation_id)
        values (${workspace}, ${tagId}, ${row.id})`.execute(db);
    }
    // safe because only this program wrote it
    const { contacts } = JSON.parse(row.state) as { contacts?: number[] };
    await sql`update operation set tag_count = ${tagIds.length}, contact_count = ${contacts?.length ?? null}
      where workspace_id = ${workspace} and id = ${row.id}`.execute(db);
  }
}

async function tagsOf(db: Kysely<unknown>, workspace: number, row: Row): Promise<number[]> {
  if (row.tag_id !== null) return [row.tag_id];
  // safe because only this program wrote it
  const state = JSON.parse(row.state) as { tags?: { id: number }[]; from?: number; to?: number };
  if (state.tags) return state.tags.map(({ id }) => id);
  const { rows } = await sql<{ tag_id: number }>`select distinct tag_id from tag_event
    where workspace_id = ${workspace} and at = ${row.at} and seq >= ${state.from ?? 0}
      and seq <= ${state.to ?? 0}`.execute(db);
  return rows.map(({ tag_id }) => tag_id);
}
