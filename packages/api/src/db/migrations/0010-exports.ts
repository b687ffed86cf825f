import { type Kysely, type RawBuilder, sql } from "kysely";
import { columns } from "../columns.ts";
import { appRole } from "../postgres.ts";

/** Exports, what people are told of their work, and the changes of the feed that are one person's. */
export async function up(db: Kysely<unknown>, name: "sqlite" | "postgres"): Promise<void> {
  const { id, idKey, int, text, key, end } = columns[name];
  const run = (statement: RawBuilder<unknown>) => statement.execute(db);

  await run(sql`create table export (
    ${id}, workspace_id ${int} not null references workspace (id), job_id ${int}, actor_id ${int} not null,
    input ${text} not null, file ${text} not null, name ${text} not null, row_count ${int}, size ${int},
    created_at ${int} not null, expires_at ${int}, removed_at ${int}, ${idKey},
    foreign key (workspace_id, job_id) references job (workspace_id, id) on delete cascade,
    foreign key (workspace_id, actor_id) references actor (workspace_id, id)) ${end}`);
  await run(sql`create index export_created on export (workspace_id, created_at)`);
  await run(sql`create index export_job on export (workspace_id, job_id)`);

  await run(sql`create table notification (
    ${id}, workspace_id ${int} not null references workspace (id), user_id ${key} not null, job_id ${int},
    about ${text} not null, status ${text} not null, error ${text}, at ${int} not null, read_at ${int}, ${idKey},
    foreign key (workspace_id, job_id) references job (workspace_id, id) on delete cascade) ${end}`);
  await run(sql`create index notification_at on notification (workspace_id, user_id, at, id)`);
  await run(
    sql`create index notification_unread on notification (workspace_id, user_id) where read_at is null`,
  );
  await run(
    sql`create unique index notification_job on notification (workspace_id, job_id, user_id) where job_id is not null`,
  );
  await run(sql`alter table change add column user_id ${text}`);

  if (name === "sqlite") return;
  const current = sql`workspace_id = nullif(current_setting('app.workspace_id', true), '')::bigint`;
  for (const table of ["export", "notification"]) {
    const ref = sql.table(table);
    await run(sql`alter table ${ref} enable row level security`);
    await run(sql`alter table ${ref} force row level security`);
    await run(sql`create policy workspace on ${ref} using (${current}) with check (${current})`);
    await run(sql`grant select, insert, update, delete on ${ref} to ${sql.ref(appRole)}`);
  }
}
