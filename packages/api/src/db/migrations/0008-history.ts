import { type Kysely, type RawBuilder, sql } from "kysely";
import { columns } from "../columns.ts";
import { appRole } from "../postgres.ts";

/** One line for each tag that a bulk change gives: it writes none for a contact. */
export async function up(db: Kysely<unknown>, name: "sqlite" | "postgres"): Promise<void> {
  const { int, clustered } = columns[name];
  const run = (statement: RawBuilder<unknown>) => statement.execute(db);
  await run(sql`create table tag_batch (
    workspace_id ${int} not null references workspace (id), tag_id ${int} not null, at ${int} not null,
    seq ${int} not null, origin_id ${int} not null, n ${int} not null,
    primary key (workspace_id, tag_id, at, seq), unique (workspace_id, origin_id, tag_id),
    foreign key (workspace_id, tag_id) references tag (workspace_id, id),
    foreign key (workspace_id, origin_id) references origin (workspace_id, id)) ${clustered}`);
  if (name === "sqlite") {
    await run(sql`insert into sqlite_stat1 (tbl, idx, stat) values
      ('tag_batch', 'tag_batch', '10000 10000 10 1 1'), ('tag_batch', 'sqlite_autoindex_tag_batch_2', '10000 10000 3 1')`);
    return;
  }
  const current = sql`workspace_id = nullif(current_setting('app.workspace_id', true), '')::bigint`;
  await run(sql`alter table tag_batch enable row level security`);
  await run(sql`alter table tag_batch force row level security`);
  await run(sql`create policy workspace on tag_batch using (${current}) with check (${current})`);
  await run(sql`grant select, insert, update, delete on tag_batch to ${sql.ref(appRole)}`);
}
