import { type Kysely, type RawBuilder, sql } from "kysely";
import { appRole } from "../postgres.ts";

/** Beside those of earlier migrations: no workspace's own, so without row-level security. */
export const directoryTables = ["auth_two_factor"];

// What better-auth's second factor would make itself (a test compares), under a name of ours.
export async function up(db: Kysely<unknown>, name: "sqlite" | "postgres"): Promise<void> {
  const run = (statement: RawBuilder<unknown>) => statement.execute(db);
  const [date, bool] = name === "sqlite" ? [sql`date`, sql`integer`] : [sql`timestamptz`, sql`boolean`];
  await run(sql`alter table auth_user add column "twoFactorEnabled" ${bool}`);
  await run(sql`create table auth_two_factor (
    id text not null primary key, secret text not null, "backupCodes" text not null,
    "userId" text not null references auth_user (id) on delete cascade, verified ${bool},
    "failedVerificationCount" integer, "lockedUntil" ${date})`);
  await run(sql`create index "auth_two_factor_userId_idx" on auth_two_factor ("userId")`);
  await run(sql`create index auth_two_factor_secret_idx on auth_two_factor (secret)`);
  if (name === "postgres") {
    await run(sql`grant select, insert, update, delete on auth_two_factor to ${sql.ref(appRole)}`);
  }
}
