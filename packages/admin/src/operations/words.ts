import { msg, plural } from "@lingui/core/macro";
import type { BlockingOperation, Operation, OperationActor } from "@tagdeck/core/operations/operation";
import { formatDay, formatFull } from "../text/format.ts";
import { t } from "../text/i18n.ts";

/** What was done, without the tags' names. */
export function deedText({ kind, tagCount, contactCount }: Operation): string {
  const n = contactCount ?? 0;
  const contacts = t(msg`${plural(n, { one: "# contact", other: "# contacts" })}`);
  const tags = t(msg`${plural(tagCount, { one: "# tag", other: "# tags" })}`);
  switch (kind) {
    case "tag.delete":
    case "tags.delete":
      return n === 0 ? t(msg`Deleted ${tags}`) : t(msg`Deleted ${tags}, taken off ${contacts}`);
    case "tags.recolor":
      return t(msg`Gave ${tags} another colour`);
    case "tags.archive":
      return t(msg`Archived ${tags}`);
    case "tags.merge":
      return t(msg`Merged ${tags} into one, with ${contacts}`);
    case "tags.group":
      return t(msg`Changed the group of ${tags}`);
    case "groups.exclusive":
      return n === 0
        ? t(msg`Allowed one tag of a group only`)
        : t(msg`Allowed one tag of a group only, where ${contacts} had several`);
    case "contacts.tag":
    case "contacts.bulk":
      return t(msg`Changed the tags of ${contacts}`);
    case "contacts.extend":
      return t(msg`Extended the tags of ${contacts}`);
    case "tag.validity":
      return t(msg`Changed how long ${tags} stays, with ${contacts}`);
    case "workspace.zone":
      return t(msg`Changed the time zone by which ${tags} run out`);
  }
}

const deeds: Record<Operation["kind"], () => string> = {
  "tag.delete": () => t(msg`the deletion`),
  "tags.delete": () => t(msg`the deletion`),
  "tags.recolor": () => t(msg`the change of colour`),
  "tags.archive": () => t(msg`the archiving`),
  "tags.merge": () => t(msg`the merge`),
  "tags.group": () => t(msg`the change of group`),
  "groups.exclusive": () => t(msg`the change of a group`),
  "contacts.tag": () => t(msg`the tagging`),
  "contacts.bulk": () => t(msg`the tagging`),
  "contacts.extend": () => t(msg`the extension`),
  "tag.validity": () => t(msg`the change of validity`),
  "workspace.zone": () => t(msg`the change of the time zone`),
};

export function personText({ kind, name, isYou }: OperationActor): string {
  if (isYou) return t(msg`You`);
  return kind === "system" ? "Tagdeck" : name;
}

/** Until when it can be undone, or why it cannot. */
export function undoText({ undo }: Operation, timeZone: string): string {
  const { state, until, undoneAt, undoneBy } = undo;
  switch (state) {
    case "open": {
      const day = formatDay(until, timeZone);
      return t(msg`Can be undone until ${day}`);
    }
    case "blocked":
      return undo.blockedBy ? blockedText(undo.blockedBy, timeZone) : "";
    case "running":
      return t(msg`Can be undone once it has ended`);
    case "expired":
      return t(msg`Too long ago to be undone`);
    case "not_yours":
      return t(msg`An admin can undo it`);
    case "undone": {
      const by = undoneBy ?? "";
      const at = undoneAt === null ? "" : formatFull(undoneAt, timeZone);
      return t(msg`Undone by ${by}, ${at}`);
    }
  }
}

function blockedText({ kind, at, actor }: BlockingOperation, timeZone: string): string {
  const what = deeds[kind]();
  const who = actor.isYou ? t(msg`you`) : personText(actor);
  const when = formatFull(at, timeZone);
  return t(msg`Undo ${what} by ${who} first, of ${when}`);
}
