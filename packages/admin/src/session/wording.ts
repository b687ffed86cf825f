import { msg } from "@lingui/core/macro";
import { toProblem } from "@tagdeck/ui/problem";
import { t } from "../text/i18n.ts";

/** Where a code means something else at sign-in than in the panel. */
export function signInProblem(error: unknown): string | null {
  switch (toProblem(error).code) {
    case "password_wrong":
      return t(msg`The e-mail or the password is not right.`);
    case "rate_limited":
      return t(msg`Too many attempts. Wait a minute and try again.`);
    default:
      return null;
  }
}

export function resetProblem(error: unknown): string | null {
  switch (toProblem(error).code) {
    case "token_invalid":
    case "token_expired":
      return t(msg`This link is not valid any more. Ask for a new one.`);
    case "rate_limited":
      return t(msg`Too many attempts. Wait a minute and try again.`);
    default:
      return null;
  }
}

/** Why the provider's sign-in led back here; null = it did not. */
export function singleSignOnProblem(code: string | null): string | null {
  switch (code) {
    case null:
      return null;
    case "not_invited":
      return t(msg`Nobody has invited this address to Tagdeck. Ask an admin for an invitation.`);
    case "email_not_verified":
    case "account_not_linked":
      return t(msg`Your sign-in provider has not verified this e-mail address.`);
    default:
      return t(msg`That sign-in did not work. Try again, or sign in by password.`);
  }
}
