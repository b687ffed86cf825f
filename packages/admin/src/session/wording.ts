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
