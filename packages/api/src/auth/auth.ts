import { passwordMaxLength, passwordMinLength } from "@tagdeck/core/members/password";
import { betterAuth } from "better-auth";
import type { Logger } from "pino";
import type { DatabaseHandle } from "../db/dialect.ts";
import type { Mailer } from "../mail/mailer.ts";
import { secondFactor } from "./second-factor.ts";
import { type RecordSignIn, signInAudit } from "./sign-in-audit.ts";
import { type OidcOptions, onlyInvited, singleSignOn, withoutTokens } from "./single-sign-on.ts";
import { onlyRedirects } from "./social-guard.ts";

/** The header in which the HTTP layer hands on the caller's address; a caller's own is dropped. */
export const clientIpHeader = "x-tagdeck-client-ip";

export type AuthOptions = {
  database: DatabaseHandle;
  /** The origin of the admin console. */
  publicUrl: string;
  ownOrigins: readonly string[];
  secret: string;
  mailer: Mailer;
  log: Logger;
  /** Sign-in attempts per minute and address. */
  signInsPerMinute: number;
  record: RecordSignIn;
  /** Sign-in by an OpenID Connect provider, beside the password. */
  oidc?: OidcOptions | undefined;
  /** Makes who signed in by it a member where they are invited. */
  acceptInvitations(user: { id: string; name: string; email: string }): Promise<void>;
  now(): number;
};

/** better-auth for user, session and account only; workspaces, members and invitations are ours. */
export function createAuth(options: AuthOptions) {
  const { database, publicUrl, secret, mailer, log } = options;
  const { record, oidc } = options;
  const audit = signInAudit({ record, onSingleSignOn: options.acceptInvitations });
  return betterAuth({
    ...authTables,
    appName: "Tagdeck",
    baseURL: publicUrl,
    basePath: "/auth",
    secret,
    trustedOrigins: [...options.ownOrigins],
    database: { db: database.plain, type: database.dialect.name },
    emailAndPassword: {
      enabled: true,
      disableSignUp: true,
      minPasswordLength: passwordMinLength,
      maxPasswordLength: passwordMaxLength,
      resetPasswordTokenExpiresIn: 3_600,
      revokeSessionsOnPasswordReset: true,
      onPasswordReset: ({ user }) => record(user.id, "passwordReset"),
      // Not awaited: how long the mail server takes would tell which e-mails exist.
      sendResetPassword({ user, token }) {
        const link = `${publicUrl}/admin/reset-password?token=${encodeURIComponent(token)}`;
        const text =
          "Somebody, probably you, asked to set a new Tagdeck password. The link is good for one hour:";
        void mailer
          .send({ to: user.email, subject: "Set a new Tagdeck password", text, link })
          .catch((error: unknown) => log.error({ err: error }, "a password link could not be sent"));
        return Promise.resolve();
      },
    },
    user: { ...authTables.user, validateUserInfo: onlyInvited(database, options.now) },
    account: {
      ...authTables.account,
      updateAccountOnSignIn: false,
      // An address that the provider has not verified joins nobody's account.
      accountLinking: { enabled: true, trustedProviders: [] },
    },
    session: { ...authTables.session, expiresIn: 14 * 86_400, updateAge: 86_400 },
    rateLimit: {
      ...authTables.rateLimit,
      enabled: true,
      window: 60,
      max: 300,
      customRules: {
        "/sign-in/email": { window: 60, max: options.signInsPerMinute },
        "/request-password-reset": { window: 60, max: 5 },
        "/reset-password": { window: 60, max: 10 },
        "/change-password": { window: 60, max: 10 },
        "/two-factor/*": { window: 60, max: options.signInsPerMinute },
        "/sign-in/social": { window: 60, max: options.signInsPerMinute },
      },
    },
    advanced: {
      cookiePrefix: "tagdeck",
      // Said, because better-auth leaves the check out where NODE_ENV is "test".
      disableOriginCheck: false,
      defaultCookieAttributes: { sameSite: "lax", httpOnly: true },
      useSecureCookies: publicUrl.startsWith("https:"),
      ipAddress: { ipAddressHeaders: [clientIpHeader] },
    },
    databaseHooks: {
      ...audit.databaseHooks,
      account: {
        create: {
          before: ({ providerId, ...account }) =>
            Promise.resolve({
              data: { ...account, providerId, ...(providerId === "oidc" && withoutTokens) },
            }),
        },
      },
    },
    plugins: [secondFactor(), ...(oidc ? [singleSignOn(oidc)] : []), onlyRedirects, audit.plugin],
    telemetry: { enabled: false },
    logger: {
      level: "warn",
      log: (level, message) => log[level]({ part: "auth" }, message),
    },
  });
}

export type Auth = ReturnType<typeof createAuth>;

/** Our names for better-auth's tables: `user` is a reserved word. */
export const authTables = {
  user: { modelName: "auth_user" },
  session: { modelName: "auth_session" },
  account: { modelName: "auth_account" },
  verification: { modelName: "auth_verification" },
  rateLimit: { modelName: "auth_rate_limit", storage: "database" },
} as const;

/** What the outside may call; all else of better-auth's own surface answers 404. */
export const authEndpoints: ReadonlySet<string> = new Set([
  "POST /auth/sign-in/email",
  "POST /auth/sign-out",
  "GET /auth/get-session",
  "POST /auth/request-password-reset",
  "POST /auth/reset-password",
  "POST /auth/change-password",
  "POST /auth/two-factor/enable",
  "POST /auth/two-factor/disable",
  "POST /auth/two-factor/generate-backup-codes",
  "POST /auth/two-factor/verify-totp",
  "POST /auth/two-factor/verify-backup-code",
  "POST /auth/sign-in/social",
  "GET /auth/callback/oidc",
]);
