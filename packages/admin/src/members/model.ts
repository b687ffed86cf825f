import type { Member } from "@tagdeck/core/members/member";
import { mayAssign, roles, type Role } from "@tagdeck/core/members/roles";
import type { QueryClient } from "@tanstack/preact-query";
import type { Api } from "../api/client.ts";
import { workspaceKey } from "../shell/console.ts";
import { membersKey } from "./queries.ts";

export function createMembersModel(api: Api, queries: QueryClient, slug: string) {
  const refresh = () => queries.invalidateQueries({ queryKey: membersKey(slug) });
  return {
    async invite(email: string, role: Role): Promise<{ email: string; link: string }> {
      const { invitation, link } = await api.members.invite.mutate({ email, role });
      void refresh();
      return { email: invitation.email, link };
    },
    async revokeInvitation(id: number): Promise<void> {
      await api.members.revokeInvitation.mutate({ id });
      await refresh();
    },
    async changeRole(member: Member, role: Role): Promise<void> {
      try {
        await api.members.changeRole.mutate({ id: member.id, role });
        if (member.isYou) await queries.invalidateQueries({ queryKey: workspaceKey(slug) });
      } finally {
        await refresh();
      }
    },
    async remove(member: Member): Promise<void> {
      await api.members.remove.mutate({ id: member.id });
      await refresh();
    },
  };
}

/** The roles that a person of `mine` may give, highest first. */
export function rolesToGive(mine: Role): Role[] {
  return roles.filter((role) => mayAssign(mine, role)).toReversed();
}

/** Only an owner manages members; nobody changes a role they may not give. */
export function mayManage(mine: Role, manages: boolean, member: Member): boolean {
  return manages && mayAssign(mine, member.role);
}
