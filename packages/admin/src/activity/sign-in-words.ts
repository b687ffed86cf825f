import type { MessageDescriptor } from "@lingui/core";
import { msg } from "@lingui/core/macro";
import type { ActivityEntry } from "@tagdeck/core/activity/entry";
import { t } from "../text/i18n.ts";

const methods: Record<string, MessageDescriptor> = {
  password: msg`password`,
  totp: msg`password and code`,
  backupCode: msg`password and backup code`,
  oidc: msg`single sign-on`,
};

const failures: Record<string, MessageDescriptor> = {
  password: msg`Sign-in failed: wrong password`,
  totp: msg`Sign-in failed: wrong code`,
  backupCode: msg`Sign-in failed: wrong backup code`,
};

const verbs: Record<string, MessageDescriptor> = {
  ended: msg`Signed out`,
  endedOthers: msg`Signed out other browsers`,
  passwordChanged: msg`Changed the password`,
  passwordReset: msg`Set a new password by a link`,
  twoFactorOn: msg`Switched two-factor sign-in on`,
  twoFactorOff: msg`Switched two-factor sign-in off`,
  backupCodesMade: msg`Made new backup codes`,
};

/** What happened to a sign-in. */
export function signInText({ action, facts }: ActivityEntry): string {
  const verb = action.slice("signIn.".length);
  const method = String(facts["method"]);
  if (verb === "failed") return t(failures[method] ?? msg`Sign-in failed`);
  if (verb === "succeeded") {
    const by = methods[method];
    if (!by) return t(msg`Signed in`);
    const means = t(by);
    return t(msg`Signed in by ${means}`);
  }
  return t(verbs[verb] ?? msg`Another change: ${action}`);
}
