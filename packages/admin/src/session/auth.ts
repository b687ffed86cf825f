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
};

const details: ErrorDetails = { min: passwordMinLength, max: passwordMaxLength };

async function post(path: string, body: object): Promise<void> {
  const response = await fetch(`/auth/${path}`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(body),
  });
  if (response.ok) return;
  if (response.status === 429) throw new DomainError("rate_limited");
  const answer: unknown = await response.json().catch(() => null);
  const code = typeof answer === "object" && answer !== null && "code" in answer ? String(answer.code) : "";
  throw codes[code]
    ? new DomainError(codes[code], details)
    : new Error(`sign-in answered ${response.status} ${code}`);
}

export const signIn = (email: string, password: string) => post("sign-in/email", { email, password });

export const signOut = () => post("sign-out", {});

export const requestPasswordReset = (email: string) =>
  post("request-password-reset", { email, redirectTo: "/admin/reset-password" });

export const resetPassword = (newPassword: string, token: string) =>
  post("reset-password", { newPassword, token });

export const changePassword = (currentPassword: string, newPassword: string) =>
  post("change-password", { currentPassword, newPassword, revokeOtherSessions: true });
