import type { MessageDescriptor } from "@lingui/core";
import { msg } from "@lingui/core/macro";
import type { HistoryEntry, HistoryKind, TagSource } from "@tagdeck/core/contacts/contact";
import { t } from "../text/i18n.ts";

const kinds: Record<HistoryKind, MessageDescriptor> = {
  added: msg`added`,
  refreshed: msg`added again`,
  removed: msg`removed`,
  expired: msg`expired`,
  extended: msg`extended`,
  made_permanent: msg`made permanent`,
  back_to_rule: msg`put back under its tag’s rule`,
  tag_deleted: msg`deleted for all contacts`,
  tag_restored: msg`brought back for all contacts`,
  tag_archived: msg`archived`,
  tag_unarchived: msg`no longer archived`,
  tag_merged: msg`merged into another tag`,
  tag_unmerged: msg`separated from the other tag again`,
};

const undoKinds: Partial<Record<HistoryKind, MessageDescriptor>> = {
  added: msg`added (undo)`,
  removed: msg`removed (undo)`,
  refreshed: msg`added again (undo)`,
  extended: msg`extended (undo)`,
  made_permanent: msg`made permanent (undo)`,
  back_to_rule: msg`put back under its tag’s rule (undo)`,
};

const sources: Record<TagSource, MessageDescriptor> = {
  agent: msg`in the chat`,
  admin: msg`in the console`,
  import: msg`by an import`,
  api: msg`by the API`,
  link: msg`by a link`,
  keyword: msg`by a keyword`,
  button: msg`by a button`,
  segment: msg`by a segment`,
  system: msg`by Tagdeck`,
};

type Told = Pick<HistoryEntry, "kind" | "undo" | "actor" | "source">;

/** What happened, by whom and from where: one sentence, since languages order its parts differently. */
export function historyText({ kind, undo, actor, source }: Told): string {
  const what = t((undo ? undoKinds[kind] : undefined) ?? kinds[kind]);
  const where = t(sources[source]);
  if (actor.kind === "system") return t(msg`${what} ${where}`);
  if (actor.isYou) return t(msg`${what} by you, ${where}`);
  const { name } = actor;
  return t(msg`${what} by ${name}, ${where}`);
}

/** From which file, and what became of it since. */
export function historyNotes({ undone, tag, origin }: HistoryEntry): string[] {
  return [
    ...(origin === null ? [] : [origin]),
    ...(undone ? [t(msg`undone since`)] : []),
    ...(tag.deleted ? [t(msg`the tag is deleted`)] : []),
  ];
}
