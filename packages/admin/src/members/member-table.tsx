import { msg } from "@lingui/core/macro";
import type { Member } from "@tagdeck/core/members/member";
import type { Role } from "@tagdeck/core/members/roles";
import { UserMinus } from "lucide-preact";
import { Avatar } from "../controls/avatar.tsx";
import { IconButton } from "../controls/button.tsx";
import { Time } from "../controls/time.tsx";
import { useConsole } from "../shell/console.ts";
import { t } from "../text/i18n.ts";
import { mayManage, rolesToGive } from "./model.ts";
import { roleName } from "./role-names.ts";

type MemberTableProps = {
  members: Member[];
  onRole: (member: Member, role: Role) => Promise<void>;
  onRemove: (member: Member) => void;
};

export function MemberTable({ members, onRole, onRemove }: MemberTableProps) {
  const { workspace, can } = useConsole();
  const manages = can("members.manage");
  return (
    <table class="table member-table" role="table">
      <thead role="rowgroup">
        <tr role="row">
          <th role="columnheader" scope="col">
            {t(msg`Name`)}
          </th>
          <th role="columnheader" scope="col" class="col-role">
            {t(msg`Role`)}
          </th>
          <th role="columnheader" scope="col" class="col-created">
            {t(msg`Joined`)}
          </th>
          <th role="columnheader" scope="col" class="col-actions">
            <span class="td-sr">{t(msg`Actions`)}</span>
          </th>
        </tr>
      </thead>
      <tbody role="rowgroup">
        {members.map((member) => {
          const { name } = member;
          const mine = mayManage(workspace.role, manages, member);
          return (
            <tr key={member.id} role="row">
              <td role="cell" class="col-member">
                <div class="person">
                  <Avatar name={member.name} />
                  <span>
                    <b>{member.name}</b>
                    {member.isYou && <span class="badge">{t(msg`You`)}</span>}
                    <span class="sub">{member.email}</span>
                  </span>
                </div>
              </td>
              <td role="cell" class="col-role">
                {mine ? (
                  <RoleSelect member={member} choices={rolesToGive(workspace.role)} onRole={onRole} />
                ) : (
                  roleName(member.role)
                )}
              </td>
              <td role="cell" class="col-created">
                <Time at={member.createdAt} timeZone={workspace.timeZone} />
              </td>
              <td role="cell" class="col-actions">
                {mine && (
                  <IconButton label={t(msg`Remove ${name}`)} onClick={() => onRemove(member)}>
                    <UserMinus size={16} aria-hidden />
                  </IconButton>
                )}
              </td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}

type RoleSelectProps = { member: Member; choices: Role[]; onRole: MemberTableProps["onRole"] };

function RoleSelect({ member, choices, onRole }: RoleSelectProps) {
  const { name } = member;
  return (
    <select
      class="select select-small"
      aria-label={t(msg`Role of ${name}`)}
      value={member.role}
      onChange={async (event) => {
        const select = event.currentTarget;
        const role = choices.find((one) => one === select.value);
        if (role) await onRole(member, role);
        // A refused change leaves the list as it was: the field has to say so too.
        select.value = member.role;
      }}
    >
      {choices.map((role) => (
        <option key={role} value={role}>
          {roleName(role)}
        </option>
      ))}
    </select>
  );
}
