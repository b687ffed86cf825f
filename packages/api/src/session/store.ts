import type { Db } from "../db/dialect.ts";

/** The sign-ins of a user that have not run out. */
export async function list(db: Db, userId: string, now: number) {
  const rows = await db
    .selectFrom("auth_session")
    .select(["id", "expiresAt", "createdAt", "updatedAt", "userAgent"])
    .where("userId", "=", userId)
    .orderBy("updatedAt", "desc")
    .execute();
  return rows.filter(({ expiresAt }) => new Date(expiresAt).getTime() > now);
}

/** Ends one of a user's sign-ins, or all but one; returns how many. */
export async function end(
  db: Db,
  userId: string,
  which: { id: string } | { allBut: string },
): Promise<number> {
  const { numDeletedRows } = await db
    .deleteFrom("auth_session")
    .where("userId", "=", userId)
    .where("id", "id" in which ? "=" : "!=", "id" in which ? which.id : which.allBut)
    .executeTakeFirstOrThrow();
  return Number(numDeletedRows);
}

export async function hasPassword(db: Db, userId: string): Promise<boolean> {
  const row = await db
    .selectFrom("auth_account")
    .select("id")
    .where("userId", "=", userId)
    .where("providerId", "=", "credential")
    .where("password", "is not", null)
    .executeTakeFirst();
  return row !== undefined;
}
