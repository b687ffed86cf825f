import type { MessageDescriptor } from "@lingui/core";
import { msg } from "@lingui/core/macro";
import type { ActivityChange } from "@tagdeck/core/activity/entry";
import { readRole } from "@tagdeck/core/members/roles";
import { roleName } from "../members/role-names.ts";
import { colorName } from "../tags/color-names.ts";
import { formatNumber } from "../text/format.ts";
import { t } from "../text/i18n.ts";

const fields: Record<string, MessageDescriptor> = {
  name: msg`Name`,
  color: msg`Colour`,
  description: msg`Description`,
  role: msg`Role`,
  timeZone: msg`Time zone`,
  tagNameMax: msg`Longest tag name`,
  contactTagMax: msg`Most tags on one contact`,
  undoDays: msg`Changes can be undone for`,
  typeCountAbove: msg`Deleting asks for the number to be typed above`,
  countMode: msg`Counts`,
  agentsMayCreate: msg`Agents may create tags`,
  agentsMayEdit: msg`Agents may rename and recolour tags`,
  requireTwoFactor: msg`Members need two-factor sign-in`,
  panelAdmins: msg`Panels may be opened with the admin role`,
};

export type ChangeWords = { what: string; from: string; to: string };

/** A field, and what was and is in it, as people read it. */
export function changeWords({ what, from, to }: ActivityChange): ChangeWords {
  const field = fields[what];
  return { what: field ? t(field) : what, from: valueText(what, from), to: valueText(what, to) };
}

function valueText(what: string, value: ActivityChange["from"]): string {
  if (typeof value === "boolean") return value ? t(msg`on`) : t(msg`off`);
  if (typeof value === "number") return formatNumber(value);
  if (what === "role") return roleName(readRole(value));
  if (what === "color") return colorName(value);
  if (what === "countMode") return value === "hourly" ? t(msg`by the hour`) : t(msg`live`);
  return value === "" ? t(msg`empty`) : value;
}
