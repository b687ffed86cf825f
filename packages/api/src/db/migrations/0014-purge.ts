import { type Kysely, sql } from "kysely";
import { columns } from "../columns.ts";

/** When what a deleted tag kept was taken away for good: only its name is left. */
export async function up(db: Kysely<unknown>, name: "sqlite" | "postgres"): Promise<void> {
  await sql`alter table tag add column purged_at ${columns[name].int}`.execute(db);
}
