import { DomainError } from "@tagdeck/core/errors";
import type { ChangeRole, InviteMember } from "@tagdeck/core/members/inputs";
import type { Invitation, Member } from "@tagdeck/core/members/member";
import { mayAssign, readRole, type Role } from "@tagdeck/core/members/roles";
import * as activity from "../activity/store.ts";
import { newToken } from "../auth/token.ts";
import { authorize, type Context, iso } from "../context.ts";
import * as feed from "../feed/store.ts";
import * as invitations from "../invitations/store.ts";
import * as members from "./store.ts";

export async function listMembers(ctx: Context): Promise<{ members: Member[]; invitations: Invitation[] }> {
  authorize(ctx, "members.read");
  const [rows, open] = [await members.list(ctx), await invitations.listOpen(ctx)];
  const names = new Map(rows.map((row) => [row.id, row.name]));
  return {
    members: rows.map((row) => view(ctx, row)),
    invitations: open.map((row) => ({
      id: row.id,
      email: row.email,
      role: readRole(row.role),
      invitedBy: names.get(row.invited_by) ?? "",
      expiresAt: iso(row.expires_at),
    })),
  };
}

/** Invites by e-mail; an earlier open invitation of the same address is replaced. Returns the link's token once. */
export async function inviteMember(
  ctx: Context,
  input: InviteMember,
): Promise<{ invitation: Invitation; token: string }> {
  authorize(ctx, "members.invite");
  const inviter = assigner(ctx, input.role);
  if (await members.hasEmail(ctx, input.email)) throw new DomainError("member_exists");
  for (const earlier of await invitations.listOpen(ctx)) {
    if (earlier.email === input.email) assigner(ctx, readRole(earlier.role));
  }
  const token = newToken();
  await invitations.revokeFor(ctx, input.email);
  const row = await invitations.insert(ctx, { ...input, token, invitedBy: inviter.memberId });
  await changed(ctx, "members.invite", `invitation:${row.id}`, { role: input.role });
  return {
    token,
    invitation: {
      id: row.id,
      email: row.email,
      role: input.role,
      invitedBy: inviter.name,
      expiresAt: iso(row.expires_at),
    },
  };
}

export async function revokeInvitation(ctx: Context, id: number): Promise<Record<string, never>> {
  authorize(ctx, "members.invite");
  const row = await invitations.find(ctx, id);
  if (!row) throw new DomainError("invitation_not_found");
  assigner(ctx, readRole(row.role));
  await invitations.revoke(ctx, id);
  await changed(ctx, "members.revokeInvitation", `invitation:${id}`, {});
  return {};
}

export async function changeRole(ctx: Context, input: ChangeRole): Promise<Member> {
  authorize(ctx, "members.manage");
  await members.lockAll(ctx);
  const row = await members.find(ctx, input.id);
  if (!row) throw new DomainError("member_not_found");
  if (row.role === "owner" && input.role !== "owner") await keepAnOwner(ctx, row.id);
  await members.setRole(ctx, row.id, input.role);
  await changed(ctx, "members.changeRole", `member:${row.id}`, {
    userId: row.user_id,
    from: row.role,
    to: input.role,
  });
  return view(ctx, { ...row, role: input.role });
}

export async function removeMember(ctx: Context, id: number): Promise<Record<string, never>> {
  authorize(ctx, "members.manage");
  await members.lockAll(ctx);
  const row = await members.find(ctx, id);
  if (!row) throw new DomainError("member_not_found");
  if (row.role === "owner") await keepAnOwner(ctx, row.id);
  await members.remove(ctx, row.id);
  await changed(ctx, "members.remove", `member:${row.id}`, { userId: row.user_id, role: row.role });
  return {};
}

async function keepAnOwner(ctx: Context, leaving: number): Promise<void> {
  const others = (await members.list(ctx)).filter(({ id }) => id !== leaving);
  if (!others.some(({ role }) => role === "owner")) throw new DomainError("member_last_owner");
}

/** The member who calls, if they may give and take this role. */
function assigner({ principal }: Context, role: Role) {
  if (principal.kind === "member" && mayAssign(principal.role, role)) return principal;
  throw new DomainError("forbidden", { permission: "members.manage" });
}

async function changed(ctx: Context, action: string, subject: string, details: Record<string, unknown>) {
  await feed.append(ctx, { kind: "workspace" });
  await activity.record(ctx, action, { subject, details });
}

function view(
  ctx: Context,
  row: { id: number; user_id: string; name: string; email: string; role: string; created_at: number },
): Member {
  return {
    id: row.id,
    name: row.name,
    email: row.email,
    role: readRole(row.role),
    isYou: ctx.principal.kind === "member" && ctx.principal.userId === row.user_id,
    createdAt: iso(row.created_at),
  };
}
