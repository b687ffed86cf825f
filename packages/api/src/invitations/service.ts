import { DomainError } from "@tagdeck/core/errors";
import type { AcceptInvitation } from "@tagdeck/core/members/inputs";
import { readRole, type Role } from "@tagdeck/core/members/roles";
import * as activity from "../activity/store.ts";
import * as users from "../auth/users.ts";
import { type Context, inTransaction, iso, type Kernel, type Principal } from "../context.ts";
import * as feed from "../feed/store.ts";
import * as members from "../members/store.ts";
import * as invitations from "./store.ts";

export type InvitationView = {
  workspace: { name: string };
  email: string;
  role: Role;
  invitedBy: string;
  expiresAt: string;
  userExists: boolean;
};

export async function getInvitation(kernel: Kernel, token: string): Promise<InvitationView> {
  const { invitation, user } = await findOpen(kernel, token);
  return {
    workspace: { name: invitation.workspaceName },
    email: invitation.email,
    role: readRole(invitation.role),
    invitedBy: invitation.inviterName ?? "",
    expiresAt: iso(invitation.expires_at),
    userExists: user !== undefined,
  };
}

/** Makes the invited person a member: a new user with the password they choose, or the user they prove to be. */
export async function acceptInvitation(
  kernel: Kernel,
  input: AcceptInvitation,
): Promise<{ workspace: string; email: string }> {
  const { invitation, user } = await findOpen(kernel, input.token);
  // Hashing takes long and is no query: it is done before the transaction.
  const newcomer = user ? null : await newUser(invitation.email, input);
  if (user) {
    const now = kernel.now();
    const allowed = await kernel.database.write(null, (db) => users.mayTry(db, user.id, now));
    if (!allowed) throw new DomainError("rate_limited");
    const proven = await users.checkPassword(kernel.database.plain, user.id, input.password);
    if (!proven) throw new DomainError("password_wrong");
  }
  const principal = { kind: "system", name: "invitation" } as const;
  const done = await inTransaction(
    kernel,
    { workspaceId: invitation.workspace_id, principal },
    async (ctx) => {
      const member = user ?? (newcomer && (await users.insert(ctx.db, newcomer, ctx.now)));
      // Another workspace's invitation of the same address was accepted at this moment.
      if (!member) return false;
      if (!(await invitations.accept(ctx.db, invitation.id, ctx.now))) {
        throw new DomainError("invitation_not_found");
      }
      await join(ctx, member, readRole(invitation.role));
      return true;
    },
  );
  // Now the person has an account, and proves to be its owner.
  if (!done) return acceptInvitation(kernel, input);
  return { workspace: invitation.slug, email: invitation.email };
}

/** Makes a user a member wherever their address, which somebody has verified, is invited. */
export async function acceptInvitationsOf(
  kernel: Kernel,
  user: { id: string; name: string; email: string },
): Promise<void> {
  const open = await kernel.database.read(null, (db) => invitations.openFor(db, user.email, kernel.now()));
  const principal = { kind: "system", name: "invitation" } as const;
  for (const { id, workspace_id: workspaceId, role } of open) {
    await inTransaction(kernel, { workspaceId, principal }, async (ctx) => {
      if (await invitations.accept(ctx.db, id, ctx.now)) await join(ctx, user, readRole(role));
    });
  }
}

/** Makes a user a member; it is the member who did it. */
async function join(ctx: Context, user: { id: string; name: string }, role: Role): Promise<void> {
  const workspaceId = ctx.workspace.id;
  await members.insert(ctx.db, { workspaceId, userId: user.id, role }, ctx.now);
  await feed.append(ctx, { kind: "workspace" });
  // The id of the membership decides nothing here.
  const principal: Principal = { kind: "member", userId: user.id, memberId: 0, name: user.name, role };
  const subject = `user:${user.id}`;
  await activity.record({ ...ctx, principal }, "members.join", { subject, details: { role } });
}

async function newUser(email: string, input: AcceptInvitation) {
  if (input.name === undefined) throw new DomainError("invalid_input", { issues: [{ path: "name" }] });
  return { email, name: input.name, passwordHash: await users.hashNewPassword(input.password) };
}

async function findOpen(kernel: Kernel, token: string) {
  return kernel.database.read(null, async (db) => {
    const invitation = await invitations.byToken(db, token);
    if (!invitation || invitation.accepted_at !== null || invitation.revoked_at !== null) {
      throw new DomainError("invitation_not_found");
    }
    if (invitation.expires_at <= kernel.now()) throw new DomainError("invitation_expired");
    return { invitation, user: await users.findByEmail(db, invitation.email) };
  });
}
