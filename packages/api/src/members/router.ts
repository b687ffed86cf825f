import { ChangeRole, InvitationId, InviteMember, MemberId } from "@tagdeck/core/members/inputs";
import { mutation, query, router } from "../trpc.ts";
import { changeRole, inviteMember, listMembers, removeMember, revokeInvitation } from "./service.ts";

export const membersRouter = router({
  list: query.query(({ ctx }) => listMembers(ctx.inner)),
  invite: mutation.input(InviteMember).mutation(async ({ ctx, input }) => {
    const { invitation, token } = await inviteMember(ctx.inner, input);
    const link = `${ctx.services.publicUrl}/admin/invite?token=${token}`;
    // Sent beside the transaction: a slow mail server holds nothing up, and the link is in the answer too.
    void ctx.services.mailer
      .send({
        to: invitation.email,
        subject: `You are invited to ${ctx.inner.workspace.name} on Tagdeck`,
        text: `${invitation.invitedBy} invites you to ${ctx.inner.workspace.name}. The link is good for seven days:`,
        link,
      })
      .catch((error: unknown) => ctx.services.log.error({ err: error }, "an invitation could not be sent"));
    return { invitation, link };
  }),
  revokeInvitation: mutation
    .input(InvitationId)
    .mutation(({ ctx, input }) => revokeInvitation(ctx.inner, input.id)),
  changeRole: mutation.input(ChangeRole).mutation(({ ctx, input }) => changeRole(ctx.inner, input)),
  remove: mutation.input(MemberId).mutation(({ ctx, input }) => removeMember(ctx.inner, input.id)),
});
