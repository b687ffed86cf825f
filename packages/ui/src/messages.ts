import type { I18n } from "@lingui/core";
import { msg } from "@lingui/core/macro";
import { panelWords, word, type Words } from "./panel-messages.ts";
import type { Problem } from "./problem.ts";

type ConsoleCode = Exclude<Problem["code"], keyof typeof panelWords>;

// Together with the panel's words this holds every code: a new one without words does not compile.
const consoleWords = {
  cursor_invalid: msg`This list has changed. Load it again.`,
  impact_changed: msg`More contacts have got these tags meanwhile. Look at the number again.`,
  tag_in_exclusive_group: msg`Take this tag out of its group first.`,
  group_not_found: msg`This group does not exist.`,
  group_name_taken: msg`There is a group of this name already.`,
  groups_full: msg`There are as many groups as there may be.`,
  tag_aliases_full: ({ max }) =>
    typeof max === "number"
      ? msg`A tag may have at most ${max} other names.`
      : msg`This tag has as many other names as it may have.`,
  operation_running: msg`A change of this tag is still going on. Wait until it is done.`,
  workspace_slug_taken: msg`Another workspace has this address already. Choose another.`,
  workspace_slug_invalid: msg`Use 1 to 40 lower-case letters, digits and hyphens, with no hyphen at either end.`,
  time_zone_invalid: msg`This is not a known time zone. Choose one of the list, such as Asia/Taipei.`,
  export_not_found: msg`This export does not exist any more.`,
  export_not_ready: msg`This file is not ready yet.`,
  export_expired: msg`This file has expired. Export again to get a new one.`,
  member_not_found: msg`This person is not a member any more.`,
  member_exists: msg`This person is a member already.`,
  member_last_owner: msg`A workspace needs an owner. Make someone else an owner first.`,
  invitation_not_found: msg`This invitation is not valid: it was used, revoked or mistyped. Ask for a new one.`,
  invitation_expired: msg`This invitation has expired. Ask for a new one.`,
  password_too_short: ({ min }) =>
    typeof min === "number" ? msg`Use at least ${min} characters.` : msg`Use a longer password.`,
  password_too_long: ({ max }) =>
    typeof max === "number" ? msg`Use at most ${max} characters.` : msg`Use a shorter password.`,
  password_wrong: msg`The password is not right.`,
  code_wrong: msg`The code is not right, or was used already. Wait for the next one.`,
  challenge_ended: msg`This took too long, or too many codes were wrong. Sign in again.`,
  two_factor_required: msg`This workspace asks for two-factor sign-in. Set it up in your account.`,
  setup_link_invalid: msg`This set-up link is not valid or was used already. The server prints a new one when it starts.`,
  origin_invalid: msg`Type an origin such as https://chat.example.com: scheme and host, no path.`,
  panel_key_not_found: msg`This key does not exist any more.`,
  panel_keys_full: msg`There are two keys already. Revoke one first.`,
} as const satisfies Record<ConsoleCode, Words>;

const words: Record<Problem["code"], Words> = { ...panelWords, ...consoleWords };

/** A sentence that tells the reader what happened and what to do about it. */
export function problemText({ code, details }: Problem, i18n: I18n): string {
  // A newer server may send a code that this page does not know yet.
  return word(words[code] ?? words.internal, details, i18n);
}
