import { msg, plural } from "@lingui/core/macro";
import type { MessageDescriptor } from "@lingui/core";
import type { ActivityEntry } from "@tagdeck/core/activity/entry";
import { readRole } from "@tagdeck/core/members/roles";
import { roleName } from "../members/role-names.ts";
import { t } from "../text/i18n.ts";
import { signInText } from "./sign-in-words.ts";

/** What was done, without who did it. */
export function activityText(entry: ActivityEntry): string {
  return entry.action.startsWith("signIn.") ? signInText(entry) : t(changeText(entry));
}

function changeText(entry: ActivityEntry): MessageDescriptor {
  const { action, facts } = entry;
  const about = entry.about ?? "?";
  const role = roleName(readRole(String(facts["role"])));
  switch (action) {
    case "workspace.update":
      return entry.changes.length > 0 ? msg`Changed the settings` : msg`Saved the settings without a change`;
    case "members.invite":
      return msg`Invited ${about} as ${role}`;
    case "members.revokeInvitation":
      return msg`Revoked the invitation of ${about}`;
    case "members.join":
      return msg`Joined as ${role}`;
    case "members.add":
      return msg`Added ${about} as ${role}`;
    case "members.changeRole":
      return msg`Changed the role of ${about}`;
    case "members.remove":
      return msg`Removed ${about} from the workspace`;
    case "keys.create":
      return msg`Made the API key ${about}`;
    case "embed.createKey":
      return msg`Made the panel key ${about}`;
    case "embed.revokeKey":
      return msg`Revoked the panel key ${about}`;
    case "embed.addOrigin":
      return msg`Allowed the origin ${about}`;
    case "embed.removeOrigin":
      return msg`Took away the origin ${about}`;
    case "embed.setZendesk":
      return msg`Set up the Zendesk app`;
    case "embed.removeZendesk":
      return msg`Removed the Zendesk app`;
    case "contacts.erase":
      return msg`Erased a contact`;
    case "contacts.tag":
    case "contacts.extend":
      return manyContactsText(facts);
    case "exports.create":
      return facts["kind"] === "contacts"
        ? msg`Exported the contacts of a tag`
        : msg`Exported the list of tags`;
    case "operations.undo":
      return undoText(facts);
    default:
      return action.startsWith("groups.") ? groupText(entry, about) : tagText(entry, about);
  }
}

function tagText({ action, facts }: ActivityEntry, about: string): MessageDescriptor {
  const tags = Number(facts["tags"]);
  const contacts = Number(facts["contactCount"] ?? 0);
  switch (action) {
    case "tags.create":
      return msg`Created the tag “${about}”`;
    case "tags.update":
      return msg`Changed the tag “${about}”`;
    case "tags.validity":
      return msg`Changed how long the tag “${about}” stays`;
    case "tags.restore":
      return msg`Restored the tag “${about}”`;
    case "tags.recount":
      return msg`Put the count of “${about}” right`;
    case "tags.ignoreDuplicates":
      return pairsText(facts, "ignored");
    case "tags.unignoreDuplicates":
      return pairsText(facts, "shown");
    case "tags.recolor":
      return msg`Recoloured ${plural(tags, { one: "# tag", other: "# tags" })}`;
    case "tags.merge":
      return msg`Merged ${plural(tags, { one: "# tag", other: "# tags" })} into “${about}”`;
    case "tags.alias":
      return msg`Changed the other names of the tag “${about}”`;
    case "tags.purge":
      return msg`Removed what was left of the deleted tag “${about}”`;
    case "tags.archive":
      return "tags" in facts
        ? msg`Archived ${plural(tags, { one: "# tag", other: "# tags" })}`
        : msg`Archived the tag “${about}”`;
    case "tags.unarchive":
      return "tags" in facts
        ? msg`Took ${plural(tags, { one: "# tag", other: "# tags" })} out of the archive`
        : msg`Took the tag “${about}” out of the archive`;
    case "tags.delete":
      return "tags" in facts
        ? msg`Deleted ${plural(tags, { one: "# tag", other: "# tags" })}`
        : msg`Deleted the tag “${about}”, which ${plural(contacts, { one: "# contact", other: "# contacts" })} had`;
    default:
      // A newer server may record what this page has no words for.
      return msg`Another change: ${action}`;
  }
}

function groupText({ action, facts }: ActivityEntry, about: string): MessageDescriptor {
  const tags = Number(facts["tags"]);
  const leftAlone = Number(facts["leftAlone"]);
  switch (action) {
    case "groups.create":
      return msg`Made the group “${about}”`;
    case "groups.update":
      return msg`Changed a group`;
    case "groups.delete":
      return msg`Deleted the group “${about}”`;
    case "groups.exclusive":
      return facts["exclusive"] === true
        ? msg`Allowed contacts one tag of the group “${about}” only`
        : msg`Allowed contacts several tags of the group “${about}”`;
    case "groups.setTags":
      return msg`Changed the group of ${plural(tags, { one: "# tag", other: "# tags" })}`;
    case "groups.leftAlone":
      return msg`Left alone ${plural(leftAlone, { one: "# change", other: "# changes" })} when a group was undone`;
    default:
      // As above.
      return msg`Another change: ${action}`;
  }
}

function manyContactsText(facts: ActivityEntry["facts"]): MessageDescriptor {
  const contacts = Number(facts["contacts"]);
  return msg`Changed the tags of ${plural(contacts, { one: "# contact", other: "# contacts" })} together`;
}

function undoText(facts: ActivityEntry["facts"]): MessageDescriptor {
  const { name } = facts;
  if (typeof name === "string") return msg`Undid the deletion of the tag “${name}”`;
  if (facts["kind"] === "tags.merge") return msg`Undid a merge of tags`;
  if (facts["kind"] === "contacts.tag") return msg`Undid a change of several contacts’ tags`;
  return msg`Undid a change of several tags`;
}

function pairsText(facts: ActivityEntry["facts"], to: "ignored" | "shown"): MessageDescriptor {
  const names = String(facts["names"]);
  const pairs = Number(facts["pairs"]);
  if (pairs === 1) {
    return to === "ignored"
      ? msg`Said that ${names} are different tags`
      : msg`Let ${names} be shown as duplicates again`;
  }
  return to === "ignored"
    ? msg`Said of ${plural(pairs, { one: "# pair", other: "# pairs" })} that they are different tags`
    : msg`Let ${plural(pairs, { one: "# pair", other: "# pairs" })} be shown as duplicates again`;
}
