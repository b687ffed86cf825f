import { type Kysely, type RawBuilder, sql } from "kysely";
import { columns } from "../columns.ts";
import { appRole } from "../postgres.ts";
import { sqliteStatistics } from "./sqlite-statistics.ts";

/** Read before the workspace is known, so without row-level security. Every other table has it. */
export const directoryTables = [
  "workspace",
  "member",
  "invitation",
  "setup_link",
  "api_key",
  "embed_origin",
  "embed_session",
  "auth_user",
  "auth_session",
  "auth_account",
  "auth_verification",
  "auth_rate_limit",
];

const tenantTables = [
  "embed_key",
  "embed_jti",
  "actor",
  "origin",
  "operation",
  "tag",
  "tag_name",
  "tag_count",
  "tag_log",
  "tag_use",
  "contact",
  "contact_tag",
  "tag_event",
  "change",
  "activity",
];

export async function up(db: Kysely<unknown>, name: "sqlite" | "postgres"): Promise<void> {
  const { id, idKey, int, text, key, end, clustered } = columns[name];
  const run = (statement: RawBuilder<unknown>) => statement.execute(db);
  const workspace = sql`workspace_id ${int} not null references workspace (id)`;
  const references = (table: string, column: string) =>
    sql`foreign key (workspace_id, ${sql.ref(column)}) references ${sql.table(table)} (workspace_id, id)`;

  if (name === "postgres") {
    await run(sql`create table workspace (
      id bigint not null generated always as identity primary key, slug ${key} not null unique, name text not null,
      time_zone text not null, settings text not null, vocabulary_version bigint not null default 0,
      created_at bigint not null)`);
  } else {
    await run(sql`create table workspace (
      ${id}, slug text not null unique, name text not null,
      time_zone text not null, settings text not null, vocabulary_version integer not null default 0,
      created_at integer not null) strict`);
  }
  await signIn(run, name);

  await run(sql`create table member (
    ${id}, ${workspace}, user_id ${text} not null references auth_user (id) on delete cascade, role ${text} not null,
    created_at ${int} not null, ${idKey}, unique (workspace_id, user_id)) ${end}`);
  await run(sql`create index member_user on member (user_id)`);
  await run(sql`create table invitation (
    ${id}, ${workspace}, email ${key} not null, role ${text} not null, token_hash ${key} not null unique,
    invited_by ${int} not null, created_at ${int} not null, expires_at ${int} not null, accepted_at ${int},
    revoked_at ${int}, ${idKey}) ${end}`);
  await run(sql`create index invitation_workspace on invitation (workspace_id, email)`);
  await run(sql`create table setup_link (
    token_hash ${key} not null primary key, created_at ${int} not null, used_at ${int}) ${clustered}`);
  await run(sql`create table api_key (
    ${id}, ${workspace}, name ${text} not null, prefix ${text} not null, token_hash ${key} not null unique,
    scopes ${text} not null, created_at ${int} not null, expires_at ${int}, last_used_at ${int}, revoked_at ${int},
    ${idKey}) ${end}`);
  await run(sql`create table embed_origin (
    ${workspace}, origin ${key} not null, created_at ${int} not null, primary key (workspace_id, origin)) ${clustered}`);
  await run(sql`create index embed_origin_origin on embed_origin (origin)`);
  await run(sql`create table embed_session (
    token_hash ${key} not null primary key, ${workspace}, agent_id ${text} not null, name ${text} not null,
    role ${text} not null, contacts ${text}, claims ${text}, origin ${text} not null, key_id ${int} not null,
    created_at ${int} not null, expires_at ${int} not null) ${clustered}`);
  await run(sql`create index embed_session_expires on embed_session (expires_at)`);

  await run(sql`create table embed_key (
    ${id}, ${workspace}, kid ${key} not null, alg ${text} not null, secret ${text}, public_key ${text},
    created_at ${int} not null, last_used_at ${int}, revoked_at ${int}, ${idKey}, unique (workspace_id, kid)) ${end}`);
  await run(sql`create table embed_jti (
    ${workspace}, jti ${key} not null, expires_at ${int} not null, primary key (workspace_id, jti)) ${clustered}`);
  await run(sql`create index embed_jti_expires on embed_jti (workspace_id, expires_at)`);

  await run(sql`create table actor (
    ${id}, ${workspace}, kind ${key} not null, ref ${key} not null, name ${text} not null, ${idKey},
    unique (workspace_id, kind, ref)) ${end}`);
  await run(sql`create table origin (
    ${id}, ${workspace}, kind ${text} not null, name ${text} not null, actor_id ${int} not null, at ${int} not null,
    ${idKey}, ${references("actor", "actor_id")}) ${end}`);

  await run(sql`create table tag (
    ${id}, ${workspace}, name ${text} not null, name_key ${key} not null, color ${text} not null,
    description ${text} not null, kind ${text} not null default 'permanent', validity_days ${int}, merged_into ${int},
    archived_at ${int}, deleted_at ${int}, version ${int} not null, created_at ${int} not null,
    updated_at ${int} not null, ${idKey}, ${references("tag", "merged_into")},
    check ((kind = 'permanent' and validity_days is null) or (kind = 'temporary' and validity_days >= 1))) ${end}`);
  await run(sql`create index tag_version on tag (workspace_id, version)`);
  await run(sql`create table tag_name (
    ${workspace}, key ${key} not null, tag_id ${int} not null, is_alias ${int} not null, name ${text} not null,
    primary key (workspace_id, key), ${references("tag", "tag_id")}) ${clustered}`);
  await run(sql`create index tag_name_tag on tag_name (workspace_id, tag_id)`);
  await run(sql`create table tag_count (
    ${workspace}, tag_id ${int} not null, expires_at ${int} not null, n ${int} not null,
    primary key (workspace_id, tag_id, expires_at), ${references("tag", "tag_id")}) ${clustered}`);

  await run(sql`create table operation (
    ${id}, ${workspace}, kind ${text} not null, tag_id ${int}, actor_id ${int} not null, at ${int} not null,
    state ${text} not null, undo_until ${int} not null, undone_at ${int}, undone_by ${int}, ${idKey},
    ${references("tag", "tag_id")}, ${references("actor", "actor_id")}, ${references("actor", "undone_by")}) ${end}`);
  await run(sql`create index operation_tag on operation (workspace_id, tag_id, id)`);
  await run(sql`create table tag_log (
    ${workspace}, tag_id ${int} not null, at ${int} not null, seq ${int} not null, kind ${int} not null,
    actor_id ${int} not null, operation_id ${int}, details ${text} not null,
    primary key (workspace_id, tag_id, at, seq), ${references("tag", "tag_id")}, ${references("actor", "actor_id")},
    ${references("operation", "operation_id")}) ${clustered}`);

  await run(sql`create table tag_use (
    ${workspace}, actor_id ${int} not null, tag_id ${int} not null, n ${int} not null, last_at ${int} not null,
    primary key (workspace_id, actor_id, tag_id), ${references("actor", "actor_id")},
    ${references("tag", "tag_id")}) ${clustered}`);

  await run(sql`create table contact (
    ${id}, ${workspace}, external_id ${key} not null, name ${text}, name_key ${key} not null, email ${key},
    phone ${key}, channel ${text}, attributes ${text} not null, created_at ${int} not null, updated_at ${int} not null,
    ${idKey}, unique (workspace_id, external_id)) ${end}`);
  await run(sql`create index contact_name on contact (workspace_id, name_key)`);
  await run(sql`create index contact_email on contact (workspace_id, email)`);
  await run(sql`create table contact_tag (
    ${workspace}, tag_id ${int} not null, contact_id ${int} not null, first_at ${int} not null, last_at ${int} not null,
    expires_at ${int}, expiry ${int} not null default 0, origin_id ${int},
    primary key (workspace_id, tag_id, contact_id), ${references("tag", "tag_id")},
    ${references("contact", "contact_id")}, ${references("origin", "origin_id")}) ${clustered}`);
  await run(sql`create index contact_tag_contact on contact_tag (workspace_id, contact_id, tag_id)`);
  await run(
    sql`create index contact_tag_expires on contact_tag (workspace_id, expires_at) where expires_at is not null`,
  );
  await run(sql`create table tag_event (
    ${workspace}, contact_id ${int} not null, at ${int} not null, tag_id ${int} not null, kind ${int} not null,
    seq ${int} not null, actor_id ${int} not null, source ${int} not null, undoes ${int},
    created_tag ${int} not null default 0, prior_first_at ${int}, prior_last_at ${int}, prior_expires_at ${int},
    prior_expiry ${int}, prior_origin_id ${int}, primary key (workspace_id, contact_id, at, tag_id, kind, seq),
    ${references("contact", "contact_id")}, ${references("tag", "tag_id")}, ${references("actor", "actor_id")},
    ${references("origin", "prior_origin_id")}) ${clustered}`);
  await run(sql`create index tag_event_tag on tag_event (workspace_id, tag_id, at, contact_id)`);

  const txid = name === "postgres" ? sql`, txid xid8 not null default pg_current_xact_id()` : sql``;
  await run(sql`create table change (
    ${id}, ${workspace}, at ${int} not null, kind ${text} not null, tag_id ${int}, contact_id ${int}${txid},
    ${idKey}) ${end}`);
  await run(sql`create table activity (
    ${id}, ${workspace}, at ${int} not null, actor_id ${int} not null, action ${text} not null,
    subject ${text} not null, details ${text} not null, ${idKey}, ${references("actor", "actor_id")}) ${end}`);

  if (name === "sqlite") {
    await run(sql`create view tag_count_live as select workspace_id, tag_id, expires_at, n from tag_count`);
    await run(sql`analyze`);
    for (const [table, index, stat] of sqliteStatistics) {
      await run(sql`insert into sqlite_stat1 (tbl, idx, stat) values (${table}, ${index}, ${stat})`);
    }
  } else {
    await run(sql`create table tag_count_delta (
      id bigint not null generated always as identity, workspace_id bigint not null references workspace (id),
      tag_id bigint not null, expires_at bigint not null, n bigint not null, primary key (workspace_id, id))`);
    await run(sql`create index tag_count_delta_tag on tag_count_delta (workspace_id, tag_id)`);
    await run(sql`create view tag_count_live with (security_invoker = true) as
      select workspace_id, tag_id, expires_at, n from tag_count
      union all select workspace_id, tag_id, expires_at, n from tag_count_delta`);
    await run(sql`create index change_feed on change (workspace_id, txid, id)`);
    await guard(run);
  }
}

// The tables of better-auth 1.7 as it would make them itself (a test compares), under names of ours.
async function signIn(
  run: (statement: RawBuilder<unknown>) => Promise<unknown>,
  name: "sqlite" | "postgres",
) {
  const [date, bool] = name === "sqlite" ? [sql`date`, sql`integer`] : [sql`timestamptz`, sql`boolean`];
  await run(sql`create table auth_user (
    id text not null primary key, name text not null, email text not null unique, "emailVerified" ${bool} not null,
    image text, "createdAt" ${date} not null, "updatedAt" ${date} not null)`);
  await run(sql`create table auth_session (
    id text not null primary key, "expiresAt" ${date} not null, token text not null unique,
    "createdAt" ${date} not null, "updatedAt" ${date} not null, "ipAddress" text, "userAgent" text,
    "userId" text not null references auth_user (id) on delete cascade)`);
  await run(sql`create table auth_account (
    id text not null primary key, "accountId" text not null, "providerId" text not null,
    "userId" text not null references auth_user (id) on delete cascade, "accessToken" text, "refreshToken" text,
    "idToken" text, "accessTokenExpiresAt" ${date}, "refreshTokenExpiresAt" ${date}, scope text, password text,
    "createdAt" ${date} not null, "updatedAt" ${date} not null)`);
  await run(sql`create table auth_verification (
    id text not null primary key, identifier text not null, value text not null, "expiresAt" ${date} not null,
    "createdAt" ${date} not null, "updatedAt" ${date} not null)`);
  await run(sql`create table auth_rate_limit (
    id text not null primary key, key text not null unique, count integer not null, "lastRequest" bigint not null)`);
  await run(sql`create index "auth_session_userId_idx" on auth_session ("userId")`);
  await run(sql`create index "auth_account_userId_idx" on auth_account ("userId")`);
  await run(sql`create index auth_verification_identifier_idx on auth_verification (identifier)`);
}

// Row-level security even for the owner; the program works as a role that owns nothing.
async function guard(run: (statement: RawBuilder<unknown>) => Promise<unknown>) {
  for (const table of [...tenantTables, "tag_count_delta"]) {
    const current = sql`workspace_id = nullif(current_setting('app.workspace_id', true), '')::bigint`;
    await run(sql`alter table ${sql.table(table)} enable row level security`);
    await run(sql`alter table ${sql.table(table)} force row level security`);
    await run(sql`create policy workspace on ${sql.table(table)} using (${current}) with check (${current})`);
  }
  for (const table of [...tenantTables, "tag_count_delta", "tag_count_live", ...directoryTables]) {
    await run(sql`grant select, insert, update, delete on ${sql.table(table)} to ${sql.ref(appRole)}`);
  }
}
