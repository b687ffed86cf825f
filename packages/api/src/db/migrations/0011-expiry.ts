import { type Kysely, sql } from "kysely";
import { columns } from "../columns.ts";

/** What an entry of history made of the expiry: until when the contact has the tag from then on. */
export async function up(db: Kysely<unknown>, name: "sqlite" | "postgres"): Promise<void> {
  await sql`alter table tag_event add column expires_at ${columns[name].int}`.execute(db);
}
