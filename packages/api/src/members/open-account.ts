import { DomainError } from "@tagdeck/core/errors";
import type { Role } from "@tagdeck/core/members/roles";
import * as activity from "../activity/store.ts";
import * as users from "../auth/users.ts";
import { inTransaction, type Kernel } from "../context.ts";
import * as workspaces from "../workspaces/store.ts";
import * as members from "./store.ts";

/**
 * Makes a person a member without an invitation: for who has the server's command line. A person who has an
 * account keeps its password and joins.
 *
 * @throws DomainError `workspace_not_found`, `member_exists`, `password_too_short`, `password_too_long`
 */
export async function openAccount(
  kernel: Kernel,
  input: { workspace: string; email: string; name: string; role: Role; password: string },
): Promise<"made" | "joined"> {
  const passwordHash = await users.hashNewPassword(input.password);
  const workspace = await kernel.database.read(null, (db) => workspaces.findBySlug(db, input.workspace));
  if (!workspace) throw new DomainError("workspace_not_found");
  const principal = { kind: "system", name: "command line" } as const;
  return inTransaction(kernel, { workspaceId: workspace.id, principal }, async (ctx) => {
    const { db, now } = ctx;
    const made = await users.insert(db, { name: input.name, email: input.email, passwordHash }, now);
    const user = made ?? (await users.findByEmail(db, input.email));
    if (!user) throw new Error("an address is taken by a user");
    const added = await members.insert(
      db,
      { workspaceId: workspace.id, userId: user.id, role: input.role },
      now,
    );
    if (!added) throw new DomainError("member_exists");
    await activity.record(ctx, "members.add", {
      subject: `member:${user.id}`,
      details: { userId: user.id, role: input.role },
    });
    return made ? "made" : "joined";
  });
}
