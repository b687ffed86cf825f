import { msg } from "@lingui/core/macro";
import type { Invitation } from "@tagdeck/core/members/member";
import { Mail } from "lucide-preact";
import { Button } from "../controls/button.tsx";
import { useConsole } from "../shell/console.ts";
import { formatFull } from "../text/format.ts";
import { t } from "../text/i18n.ts";
import { roleName } from "./role-names.ts";

type InvitationListProps = {
  invitations: Invitation[];
  onRevoke: ((invitation: Invitation) => void) | null;
};

export function InvitationList({ invitations, onRevoke }: InvitationListProps) {
  const { workspace } = useConsole();
  return (
    <section class="section" aria-labelledby="invitations">
      <h2 id="invitations" class="section-title">
        {t(msg`Open invitations`)}
      </h2>
      <ul class="rows">
        {invitations.map((invitation) => {
          const { email, invitedBy } = invitation;
          const until = formatFull(invitation.expiresAt, workspace.timeZone);
          return (
            <li key={invitation.id} class="row">
              <Mail size={18} class="row-icon" aria-hidden />
              <div class="row-text">
                <b>{email}</b>
                <span class="sub">
                  {roleName(invitation.role)} · {t(msg`invited by ${invitedBy}`)} ·{" "}
                  {t(msg`valid until ${until}`)}
                </span>
              </div>
              {onRevoke && (
                <Button
                  aria-label={t(msg`Revoke the invitation for ${email}`)}
                  onClick={() => onRevoke(invitation)}
                >
                  {t(msg`Revoke`)}
                </Button>
              )}
            </li>
          );
        })}
      </ul>
    </section>
  );
}
