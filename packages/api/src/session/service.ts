import { readRole, type Role } from "@tagdeck/core/members/roles";
import type { Account } from "@tagdeck/core/session/account";
import type { Kernel } from "../context.ts";
import * as members from "../members/store.ts";
import * as sessions from "./store.ts";

/** The workspaces a user is a member of. */
export async function workspacesOf(
  { database }: Kernel,
  userId: string,
): Promise<{ slug: string; name: string; role: Role }[]> {
  const rows = await database.read(null, (db) => members.workspacesOf(db, userId));
  return rows.map((row) => ({ ...row, role: readRole(row.role) }));
}

type SignedIn = {
  user: { id: string; twoFactorEnabled?: boolean | null | undefined };
  session: { id: string };
};

export async function getAccount(kernel: Kernel, { user, session }: SignedIn): Promise<Account> {
  return kernel.database.read(null, async (db) => ({
    hasPassword: await sessions.hasPassword(db, user.id),
    twoFactor: user.twoFactorEnabled === true,
    sessions: (await sessions.list(db, user.id, kernel.now())).map((row) => ({
      id: row.id,
      since: new Date(row.createdAt).toISOString(),
      lastUsedAt: new Date(row.updatedAt).toISOString(),
      userAgent: row.userAgent,
      isThis: row.id === session.id,
    })),
  }));
}

/** Ends sign-ins of a user elsewhere, never the one that asks; answers how many. */
export async function endSessions(
  kernel: Kernel,
  { user, session }: SignedIn,
  id: string | null,
): Promise<number> {
  if (id === session.id) return 0;
  const which = id === null ? { allBut: session.id } : { id };
  return kernel.database.write(null, (db) => sessions.end(db, user.id, which));
}
