import { contactGrams } from "@tagdeck/core/contacts/search";
import { type Kysely, type RawBuilder, sql } from "kysely";
import { columns } from "../columns.ts";
import { appRole } from "../postgres.ts";

const batch = 5_000;

/** What contacts are searched and sorted by. */
export async function up(db: Kysely<unknown>, name: "sqlite" | "postgres"): Promise<void> {
  const { int, clustered } = columns[name];
  const run = (statement: RawBuilder<unknown>) => statement.execute(db);

  // Without a foreign key: its check at the end of a contact would read the whole table, which is not keyed by contacts.
  await run(sql`create table contact_gram (
    workspace_id ${int} not null references workspace (id), gram ${int} not null, contact_id ${int} not null,
    primary key (workspace_id, gram, contact_id)) ${clustered}`);
  await run(sql`drop index contact_name`);
  await run(sql`create index contact_name on contact (workspace_id, name_key, id)`);

  if (name === "sqlite") {
    await run(sql`delete from sqlite_stat1 where idx = 'contact_name'`);
    await run(sql`insert into sqlite_stat1 (tbl, idx, stat) values
      ('contact', 'contact_name', '100000 100000 2 1'), ('contact_gram', 'contact_gram', '1800000 1800000 200 1')`);
  } else {
    const current = sql`workspace_id = nullif(current_setting('app.workspace_id', true), '')::bigint`;
    await run(sql`alter table contact_gram enable row level security`);
    await run(sql`alter table contact_gram force row level security`);
    await run(sql`create policy workspace on contact_gram using (${current}) with check (${current})`);
    await run(sql`grant select, insert, update, delete on contact_gram to ${sql.ref(appRole)}`);
  }
  const { rows } = await sql<{ id: number }>`select id from workspace`.execute(db);
  for (const { id } of rows) await index(db, name, id);
}

type Row = {
  id: number;
  external_id: string;
  name: string | null;
  email: string | null;
  phone: string | null;
};

async function index(db: Kysely<unknown>, name: "sqlite" | "postgres", workspace: number): Promise<void> {
  // Row-level security holds for the owner too.
  if (name === "postgres") {
    await sql`select set_config('app.workspace_id', ${String(workspace)}, true)`.execute(db);
  }
  const each = name === "sqlite" ? sql`json_each` : sql`json_array_elements`;
  const json = (text: string) => (name === "sqlite" ? sql`${text}` : sql`${text}::json`);
  for (let after = 0; ;) {
    const { rows } = await sql<Row>`select id, external_id, name, email, phone from contact
      where workspace_id = ${workspace} and id > ${after} order by id limit ${batch}`.execute(db);
    const grams = rows.flatMap((row) =>
      contactGrams({ ...row, externalId: row.external_id }).map((gram): [number, number] => [
        gram,
        Number(row.id),
      ]),
    );
    grams.sort((a, b) => a[0] - b[0] || a[1] - b[1]);
    await sql`insert into contact_gram (workspace_id, gram, contact_id)
      select cast(${workspace} as bigint), cast(value ->> 0 as bigint), cast(value ->> 1 as bigint)
      from ${each}(${json(JSON.stringify(grams))}) as given`.execute(db);
    const last = rows.at(-1);
    if (!last || rows.length < batch) return;
    after = last.id;
  }
}
