import { hashToken } from "../auth/token.ts";
import type { Db } from "../db/dialect.ts";

/** Leaves one open set-up link: the newest. */
export async function insert(db: Db, token: string, now: number): Promise<void> {
  await db.deleteFrom("setup_link").where("used_at", "is", null).execute();
  await db
    .insertInto("setup_link")
    .values({ token_hash: hashToken(token), created_at: now })
    .execute();
}

/** Whether the link is good: not used, and no workspace has been made in another way. */
export async function isOpen(db: Db, token: string): Promise<boolean> {
  const row = await db
    .selectFrom("setup_link")
    .select("token_hash")
    .where("token_hash", "=", hashToken(token))
    .where("used_at", "is", null)
    .where(({ not, exists, selectFrom }) => not(exists(selectFrom("workspace").select("id"))))
    .executeTakeFirst();
  return row !== undefined;
}

/** Uses the link up; false when it is not open. */
export async function use(db: Db, token: string, now: number): Promise<boolean> {
  const row = await db
    .updateTable("setup_link")
    .set({ used_at: now })
    .where("token_hash", "=", hashToken(token))
    .where("used_at", "is", null)
    .returning("token_hash")
    .executeTakeFirst();
  return row !== undefined;
}
