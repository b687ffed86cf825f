import { readRole, type Role } from "@tagdeck/core/members/roles";
import type { Kernel } from "../context.ts";
import * as members from "../members/store.ts";

/** The workspaces a user is a member of. */
export async function workspacesOf(
  { database }: Kernel,
  userId: string,
): Promise<{ slug: string; name: string; role: Role }[]> {
  const rows = await database.read(null, (db) => members.workspacesOf(db, userId));
  return rows.map((row) => ({ ...row, role: readRole(row.role) }));
}
