import { msg } from "@lingui/core/macro";
import { toProblem } from "@tagdeck/ui/problem";
import { errorText, t } from "../text/i18n.ts";
import { passwordMinLength } from "@tagdeck/core/members/password";

export function passwordHint(): string {
  return t(
    msg`At least ${passwordMinLength} characters. A few random words are easy to remember and hard to guess.`,
  );
}

/** The words for the password field, when the failure is about the password itself. */
export function passwordProblem(error: unknown): string | null {
  const { code } = toProblem(error);
  return code === "password_too_short" || code === "password_too_long" ? errorText(error) : null;
}
