import { DomainError, type ErrorCode, type ErrorDetails } from "@tagdeck/core/errors";
import { passwordMaxLength, passwordMinLength } from "@tagdeck/core/members/password";

const codes: Record<string, ErrorCode> = {
  INVALID_EMAIL_OR_PASSWORD: "password_wrong",
  INVALID_PASSWORD: "password_wrong",
  INVALID_EMAIL: "password_wrong",
  PASSWORD_TOO_SHORT: "password_too_short",
  PASSWORD_TOO_LONG: "password_too_long",
  INVALID_TOKEN: "token_invalid",
  TOKEN_EXPIRED: "token_expired",
  INVALID_CODE: "code_wrong",
  INVALID_BACKUP_CODE: "code_wrong",
  INVALID_TWO_FACTOR_COOKIE: "challenge_ended",
  TOO_MANY_ATTEMPTS_REQUEST_NEW_CODE: "challenge_ended",
};

const details: ErrorDetails = { min: passwordMinLength, max: passwordMaxLength };

type Answer = {
  code?: string;
  twoFactorRedirect?: boolean;
  totpURI?: string;
  backupCodes?: string[];
  url?: string;
};

async function post(path: string, body: object): Promise<Answer> {
  const response = await fetch(`/auth/${path}`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(body),
  });
  if (response.status === 429) throw new DomainError("rate_limited");
  // safe because every field is looked at before it is used
  const answer = ((await response.json().catch(() => null)) ?? {}) as Answer;
  if (response.ok) return answer;
  const code = codes[answer.code ?? ""];
  throw code
    ? new DomainError(code, details)
    : new Error(`sign-in answered ${response.status} ${answer.code ?? ""}`);
}

/** Whether that was all, or a code is wanted too. */
export async function signIn(email: string, password: string): Promise<"done" | "code"> {
  const { twoFactorRedirect } = await post("sign-in/email", { email, password });
  return twoFactorRedirect ? "code" : "done";
}

export const verifyCode = (code: string, backup: boolean) =>
  backup
    ? post("two-factor/verify-backup-code", { code: code.trim() })
    : post("two-factor/verify-totp", { code: code.replaceAll(" ", "") });

/** The provider's address, to go to. */
export async function beginSingleSignOn(callbackURL: string, errorCallbackURL: string): Promise<string> {
  const input = { provider: "oidc", callbackURL, errorCallbackURL, disableRedirect: true };
  const { url } = await post("sign-in/social", input);
  if (url === undefined) throw new Error("the provider has no address");
  return url;
}

/** What the app is to be told, and the codes to be kept; both are shown this once. */
export async function beginTwoFactor(password: string): Promise<{ uri: string; backupCodes: string[] }> {
  const { totpURI = "", backupCodes = [] } = await post("two-factor/enable", { password });
  return { uri: totpURI, backupCodes };
}

export const endTwoFactor = (password: string) => post("two-factor/disable", { password });

export async function makeBackupCodes(password: string): Promise<string[]> {
  return (await post("two-factor/generate-backup-codes", { password })).backupCodes ?? [];
}

export const signOut = () => post("sign-out", {});

export const requestPasswordReset = (email: string) =>
  post("request-password-reset", { email, redirectTo: "/admin/reset-password" });

export const resetPassword = (newPassword: string, token: string) =>
  post("reset-password", { newPassword, token });

export const changePassword = (currentPassword: string, newPassword: string) =>
  post("change-password", { currentPassword, newPassword, revokeOtherSessions: true });
