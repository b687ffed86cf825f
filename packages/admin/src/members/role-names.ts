import type { MessageDescriptor } from "@lingui/core";
import { msg } from "@lingui/core/macro";
import type { Role } from "@tagdeck/core/members/roles";
import { t } from "../text/i18n.ts";

const names: Record<Role, MessageDescriptor> = {
  viewer: msg`Viewer`,
  agent: msg`Agent`,
  admin: msg`Admin`,
  owner: msg`Owner`,
};

const texts: Record<Role, MessageDescriptor> = {
  viewer: msg`Viewers can look but change nothing.`,
  agent: msg`Agents can add tags to contacts and remove them.`,
  admin: msg`Admins can also rename and delete tags, invite people and change settings.`,
  owner: msg`Owners can do everything, roles and panel keys included.`,
};

export const roleName = (role: Role): string => t(names[role]);
export const roleText = (role: Role): string => t(texts[role]);
