import { type Kysely, type RawBuilder, sql } from "kysely";
import { columns } from "../columns.ts";
import { appRole } from "../postgres.ts";

/** Pairs of tags whose names look like one and are not: who said so, and when. The lower id comes first. */
export async function up(db: Kysely<unknown>, name: "sqlite" | "postgres"): Promise<void> {
  const { int, clustered } = columns[name];
  const run = (statement: RawBuilder<unknown>) => statement.execute(db);
  const references = (table: string, column: string) =>
    sql`foreign key (workspace_id, ${sql.ref(column)}) references ${sql.table(table)} (workspace_id, id)`;
  await run(sql`create table tag_duplicate_ignored (
    workspace_id ${int} not null references workspace (id), tag_a ${int} not null, tag_b ${int} not null,
    actor_id ${int} not null, at ${int} not null, primary key (workspace_id, tag_a, tag_b), check (tag_a < tag_b),
    ${references("tag", "tag_a")} on delete cascade, ${references("tag", "tag_b")} on delete cascade,
    ${references("actor", "actor_id")}) ${clustered}`);
  await run(sql`create index tag_duplicate_ignored_b on tag_duplicate_ignored (workspace_id, tag_b)`);
  if (name === "sqlite") {
    await run(sql`insert into sqlite_stat1 (tbl, idx, stat) values
      ('tag_duplicate_ignored', 'tag_duplicate_ignored', '1000 1000 2 1'),
      ('tag_duplicate_ignored', 'tag_duplicate_ignored_b', '1000 1000 2')`);
    return;
  }
  const current = sql`workspace_id = nullif(current_setting('app.workspace_id', true), '')::bigint`;
  await run(sql`alter table tag_duplicate_ignored enable row level security`);
  await run(sql`alter table tag_duplicate_ignored force row level security`);
  await run(sql`create policy workspace on tag_duplicate_ignored using (${current}) with check (${current})`);
  await run(sql`grant select, insert, update, delete on tag_duplicate_ignored to ${sql.ref(appRole)}`);
}
