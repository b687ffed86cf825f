import { randomUUID } from "node:crypto";
import { DomainError } from "@tagdeck/core/errors";
import { passwordMaxLength, passwordMinLength } from "@tagdeck/core/members/password";
import { hashPassword, verifyPassword } from "better-auth/crypto";
import type { Db } from "../db/dialect.ts";

export type User = { id: string; name: string; email: string };

/**
 * @throws DomainError `password_too_short`, `password_too_long`
 */
export async function hashNewPassword(password: string): Promise<string> {
  if (password.length < passwordMinLength)
    throw new DomainError("password_too_short", { min: passwordMinLength });
  if (password.length > passwordMaxLength)
    throw new DomainError("password_too_long", { max: passwordMaxLength });
  return hashPassword(password);
}

export async function findByEmail(db: Db, email: string): Promise<User | undefined> {
  return db
    .selectFrom("auth_user")
    .select(["id", "name", "email"])
    .where("email", "=", email)
    .executeTakeFirst();
}

/** What users are called now. */
export async function namesOf(db: Db, ids: readonly string[]): Promise<Map<string, string>> {
  if (ids.length === 0) return new Map();
  const rows = await db
    .selectFrom("auth_user")
    .select(["id", "name"])
    .where("id", "in", [...new Set(ids)])
    .execute();
  return new Map(rows.map(({ id, name }) => [id, name]));
}

/** How often a password may be tried outside sign-in, which has its own limit, and within which time (ms). */
const attempts = 10;
const attemptsWindow = 15 * 60_000;

/** Notes a try of a user's password; false when there were too many. */
export async function mayTry(db: Db, userId: string, now: number): Promise<boolean> {
  const row = await db
    .insertInto("auth_rate_limit")
    .values({ id: randomUUID(), key: `password|${userId}`, count: 1, lastRequest: now })
    .onConflict((conflict) =>
      conflict.column("key").doUpdateSet((eb) => {
        const over = eb("auth_rate_limit.lastRequest", "<=", now - attemptsWindow);
        return {
          count: eb
            .case()
            .when(over)
            .then(1)
            .else(eb("auth_rate_limit.count", "+", 1))
            .end(),
          lastRequest: eb.case().when(over).then(now).else(eb.ref("auth_rate_limit.lastRequest")).end(),
        };
      }),
    )
    .returning("count")
    .executeTakeFirstOrThrow();
  return row.count <= attempts;
}

/** Whether the password is the user's. */
export async function checkPassword(db: Db, userId: string, password: string): Promise<boolean> {
  const row = await db
    .selectFrom("auth_account")
    .select("password")
    .where("userId", "=", userId)
    .where("providerId", "=", "credential")
    .executeTakeFirst();
  return row?.password ? verifyPassword({ hash: row.password, password }) : false;
}

/** Makes a user who can sign in, in the transaction of what the user is made for; null when the address is taken. */
export async function insert(
  db: Db,
  user: { name: string; email: string; passwordHash: string },
  now: number,
): Promise<User | null> {
  const id = randomUUID();
  const at = new Date(now).toISOString();
  const made = await db
    .insertInto("auth_user")
    .values({
      id,
      name: user.name,
      email: user.email,
      emailVerified: 1,
      createdAt: at,
      updatedAt: at,
    })
    .onConflict((conflict) => conflict.column("email").doNothing())
    .returning("id")
    .executeTakeFirst();
  if (!made) return null;
  await db
    .insertInto("auth_account")
    .values({
      id: randomUUID(),
      accountId: id,
      providerId: "credential",
      userId: id,
      password: user.passwordHash,
      createdAt: at,
      updatedAt: at,
    })
    .execute();
  return { id, name: user.name, email: user.email };
}
