import type { I18n, MessageDescriptor } from "@lingui/core";
import { msg, plural } from "@lingui/core/macro";
import type { ErrorDetails } from "@tagdeck/core/errors";
import type { Problem } from "./problem.ts";

export type Words = MessageDescriptor | ((details: ErrorDetails) => MessageDescriptor);

function tagName(details: ErrorDetails): string {
  const { tag } = details;
  return typeof tag === "object" && tag !== null && "name" in tag ? String(tag.name) : "?";
}

/** Words for what can go wrong in the panel and in the pieces it shares with the console. */
export const panelWords = {
  internal: msg`Something went wrong on the server. Please try again.`,
  offline: msg`The server cannot be reached. Check the connection and try again.`,
  invalid_input: ({ max }) =>
    typeof max === "number"
      ? msg`Choose at most ${max} contacts.`
      : msg`The server did not accept this input.`,
  unauthenticated: msg`Please sign in again.`,
  session_expired: msg`Your session has ended.`,
  forbidden: msg`You may not do this. Ask an admin if you need to.`,
  not_found: msg`This is not here any more.`,
  rate_limited: ({ seconds }) =>
    typeof seconds === "number" && seconds > 0
      ? msg`Too many requests. Try again in ${plural(seconds, { one: "# second", other: "# seconds" })}.`
      : msg`Too many requests. Wait a moment and try again.`,
  workspace_not_found: msg`There is no such workspace.`,
  tag_not_found: msg`This tag does not exist any more.`,
  tag_name_empty: msg`Type a name for the tag.`,
  tag_name_too_long: (details) => {
    const max = String(details["max"]);
    return msg`A tag name may have at most ${max} characters.`;
  },
  tag_name_invalid: msg`This name holds invisible or control characters. Type it anew.`,
  tag_name_taken: (details) => {
    const name = tagName(details);
    return msg`There is already a tag “${name}”.`;
  },
  tag_name_is_alias: (details) => {
    const name = tagName(details);
    return msg`This is another name of the tag “${name}”.`;
  },
  tag_archived: ({ name }) =>
    typeof name === "string"
      ? msg`“${name}” is archived and is not given any more.`
      : msg`This tag is archived and is not given any more.`,
  contact_not_found: msg`This contact does not exist.`,
  contact_tags_full: ({ max }) =>
    typeof max === "number"
      ? msg`This contact has ${max} tags, the most it may have. Remove one first.`
      : msg`This contact has as many tags as it may have. Remove one first.`,
  operation_not_found: msg`There is nothing to undo any more.`,
  undo_expired: msg`This is too long ago to be undone.`,
  undo_already_done: msg`This was undone already.`,
  undo_superseded: msg`This was changed again since, so it cannot be undone.`,
  undo_blocked_by: msg`This was changed again since, so it cannot be undone.`,
  undo_not_yours: msg`Only the person who did this, or an admin, can undo it.`,
  origin_not_allowed: msg`An admin must add this site to the allowed origins in Tagdeck’s settings.`,
  token_invalid: msg`This site’s sign-in for the panel is not valid. An admin must check its panel key.`,
  token_expired: msg`This site’s sign-in for the panel had expired. Please try again.`,
  token_replayed: msg`This site’s sign-in for the panel was used twice. Please try again.`,
} as const satisfies Partial<Record<Problem["code"], Words>>;

/** "5 contacts" */
export const contactsText = (contactCount: number, i18n: I18n): string =>
  i18n._(msg`${plural(contactCount, { one: "# contact", other: "# contacts" })}`);

export function word(words: Words, details: ErrorDetails, i18n: I18n): string {
  return i18n._(typeof words === "function" ? words(details) : words);
}

/** A sentence for the reader; codes that only the console can meet are worded as `internal`. */
export function panelProblemText({ code, details }: Problem, i18n: I18n): string {
  const words: Words = code in panelWords ? panelWords[code as keyof typeof panelWords] : panelWords.internal; // safe because of the `in` before it
  return word(words, details, i18n);
}
