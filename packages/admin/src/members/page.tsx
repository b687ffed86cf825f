import { msg } from "@lingui/core/macro";
import type { Member } from "@tagdeck/core/members/member";
import { useQuery, useQueryClient } from "@tanstack/preact-query";
import { UserPlus } from "lucide-preact";
import { useMemo, useState } from "preact/hooks";
import { useLocation } from "wouter-preact";
import { Button } from "../controls/button.tsx";
import { Confirm } from "../controls/confirm.tsx";
import { Bone, LoadError, Loading } from "../controls/states.tsx";
import { notify, notifyProblem } from "../controls/toaster.ts";
import { useConsole } from "../shell/console.ts";
import { Page } from "../shell/page.tsx";
import { errorText, t } from "../text/i18n.ts";
import { InvitationList } from "./invitation-list.tsx";
import { InviteDialog } from "./invite-dialog.tsx";
import { MemberTable } from "./member-table.tsx";
import { createMembersModel, rolesToGive } from "./model.ts";
import { membersQuery } from "./queries.ts";

export function MembersPage() {
  const { slug, api, workspace, can } = useConsole();
  const [, navigate] = useLocation();
  const queries = useQueryClient();
  const model = useMemo(() => createMembersModel(api, queries, slug), [api, queries, slug]);
  const page = useQuery(membersQuery(api, slug));
  const [inviting, setInviting] = useState(false);
  const [removing, setRemoving] = useState<Member | null>(null);
  const mayInvite = can("members.invite");
  const workspaceName = workspace.name;
  const removedName = removing?.name ?? "";

  return (
    <Page
      title={t(msg`Members`)}
      actions={
        mayInvite && (
          <Button variant="primary" onClick={() => setInviting(true)}>
            <UserPlus size={16} aria-hidden />
            {t(msg`Invite`)}
          </Button>
        )
      }
    >
      {page.isPending ? (
        <Loading>
          <div class="bones">
            <Bone height="48px" />
            <Bone height="48px" />
            <Bone height="48px" />
          </div>
        </Loading>
      ) : !page.data ? (
        <LoadError error={page.error} onRetry={() => void page.refetch()} />
      ) : (
        <>
          <MemberTable
            members={page.data.members}
            onRole={async (member, role) => {
              try {
                await model.changeRole(member, role);
              } catch (reason) {
                notifyProblem({ text: errorText(reason) });
              }
            }}
            onRemove={setRemoving}
          />
          {page.data.invitations.length > 0 && (
            <InvitationList
              invitations={page.data.invitations}
              onRevoke={
                mayInvite
                  ? async ({ id, email }) => {
                      try {
                        await model.revokeInvitation(id);
                        notify({ text: t(msg`Invitation for ${email} revoked`) });
                      } catch (reason) {
                        notifyProblem({ text: errorText(reason) });
                      }
                    }
                  : null
              }
            />
          )}
        </>
      )}
      {inviting && (
        <InviteDialog model={model} roles={rolesToGive(workspace.role)} onClose={() => setInviting(false)} />
      )}
      {removing && (
        <Confirm
          title={removing.isYou ? t(msg`Leave ${workspaceName}?`) : t(msg`Remove ${removedName}?`)}
          action={removing.isYou ? t(msg`Leave`) : t(msg`Remove`)}
          onClose={() => setRemoving(null)}
          onConfirm={async () => {
            await model.remove(removing);
            if (removing.isYou) navigate("/");
          }}
        >
          {removing.isYou
            ? t(msg`You lose access at once. What you tagged stays.`)
            : t(msg`They lose access at once. What they tagged stays.`)}
        </Confirm>
      )}
    </Page>
  );
}
