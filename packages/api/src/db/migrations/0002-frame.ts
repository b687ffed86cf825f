import { type Kysely, type RawBuilder, sql } from "kysely";
import { columns } from "../columns.ts";
import { appRole } from "../postgres.ts";

/** What the panel in a frame needs: who opened it and where, and how Zendesk's signature is checked. */
export async function up(db: Kysely<unknown>, name: "sqlite" | "postgres"): Promise<void> {
  const { id, idKey, int, text, key, end, clustered } = columns[name];
  const run = (statement: RawBuilder<unknown>) => statement.execute(db);
  const workspace = sql`workspace_id ${int} not null references workspace (id)`;

  for (const column of [sql`frame_origin ${text}`, sql`member_id ${int}`, sql`auth_session_id ${text}`]) {
    await run(sql`alter table embed_session add column ${column}`);
  }
  await run(sql`create table embed_grant (
    ${id}, ${workspace}, token_hash ${key} not null unique, origin ${key} not null, agent_id ${text} not null,
    name ${text} not null, member_id ${int}, auth_session_id ${text}, claim_until ${int},
    created_at ${int} not null, expires_at ${int} not null, ${idKey},
    foreign key (workspace_id, member_id) references member (workspace_id, id) on delete cascade) ${end}`);
  await run(sql`create index embed_grant_expires on embed_grant (workspace_id, expires_at)`);
  await run(sql`create table embed_zendesk (
    ${workspace}, audience ${text} not null, public_key ${text} not null, created_at ${int} not null,
    primary key (workspace_id)) ${clustered}`);

  if (name === "sqlite") return;
  for (const table of ["embed_grant", "embed_zendesk"]) {
    const current = sql`workspace_id = nullif(current_setting('app.workspace_id', true), '')::bigint`;
    await run(sql`alter table ${sql.table(table)} enable row level security`);
    await run(sql`alter table ${sql.table(table)} force row level security`);
    await run(sql`create policy workspace on ${sql.table(table)} using (${current}) with check (${current})`);
    await run(sql`grant select, insert, update, delete on ${sql.table(table)} to ${sql.ref(appRole)}`);
  }
}
