import { msg, plural } from "@lingui/core/macro";
import type { TagHistoryEntry } from "@tagdeck/core/tags/history";
import { formatList } from "../text/format.ts";
import { t } from "../text/i18n.ts";
import { colorName } from "./color-names.ts";

/** What happened to the tag, one line a change. */
export function tagHistoryLines({ kind, changes, name, contactCount, others }: TagHistoryEntry): string[] {
  const [other = ""] = others;
  const names = formatList(others.map((one) => t(msg`“${one}”`)));
  switch (kind) {
    case "created":
      return [name === null ? t(msg`Created`) : t(msg`Created as “${name}”`)];
    case "restored":
      return [name === null ? t(msg`Restored`) : t(msg`Restored as “${name}”`)];
    case "deleted":
      return [
        contactCount
          ? t(msg`Deleted and taken off ${plural(contactCount, { one: "# contact", other: "# contacts" })}`)
          : t(msg`Deleted`),
      ];
    case "archived":
      return [t(msg`Archived`)];
    case "unarchived":
      return [t(msg`No longer archived`)];
    case "merged":
      return [t(msg`Merged into “${other}”`)];
    case "unmerged":
      return [t(msg`Separated from “${other}” again`)];
    case "absorbed":
      return [t(msg`Took in ${names}`)];
    case "released":
      return [t(msg`Gave back ${names}`)];
    case "changed":
      return changedLines(changes);
  }
}

function changedLines({ name, color, description, alias, validity }: TagHistoryEntry["changes"]): string[] {
  const lines: string[] = [];
  if (name) {
    const { from, to } = name;
    lines.push(t(msg`Renamed from “${from}” to “${to}”`));
  }
  if (color) {
    const [from, to] = [colorName(color.from), colorName(color.to)];
    lines.push(t(msg`Colour changed from ${from} to ${to}`));
  }
  if (description) {
    const { to } = description;
    lines.push(to === "" ? t(msg`Description removed`) : t(msg`Description: “${to}”`));
  }
  if (validity) lines.push(validityLine(Number(validity.to)));
  if (alias) {
    const { from, to } = alias;
    lines.push(to === "" ? t(msg`Other name “${from}” removed`) : t(msg`Other name “${to}” added`));
  }
  return lines;
}

function validityLine(days: number): string {
  return days === 0
    ? t(msg`Made permanent`)
    : t(msg`Stays for ${plural(days, { one: "# day", other: "# days" })} after tagging`);
}

/** By whom, and whether others were changed with it. */
export function tagHistoryNote({ actor, wide }: TagHistoryEntry): string {
  const { name } = actor;
  const who = actor.isYou
    ? t(msg`by you`)
    : actor.kind === "system"
      ? t(msg`by Tagdeck`)
      : t(msg`by ${name}`);
  return wide ? t(msg`${who}, with other tags`) : who;
}
