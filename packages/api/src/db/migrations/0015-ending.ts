import { type Kysely, sql } from "kysely";

/** What runs out is found in its order: by instant, then by tag, then by contact. */
export async function up(db: Kysely<unknown>, name: "sqlite" | "postgres"): Promise<void> {
  await sql`drop index contact_tag_expires`.execute(db);
  await sql`create index contact_tag_expires on contact_tag (workspace_id, expires_at, tag_id, contact_id)
    where expires_at is not null`.execute(db);
  if (name === "sqlite") {
    await sql`insert into sqlite_stat1 (tbl, idx, stat)
      values ('contact_tag', 'contact_tag_expires', '30000 30000 300 30 1')`.execute(db);
  }
}
