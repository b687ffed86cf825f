import type { BetterAuthOptions, BetterAuthPlugin } from "better-auth";
import { APIError, createAuthMiddleware } from "better-auth/api";

export type SignInVerb =
  | "succeeded"
  | "failed"
  | "ended"
  | "endedOthers"
  | "passwordChanged"
  | "passwordReset"
  | "twoFactorOn"
  | "twoFactorOff"
  | "backupCodesMade";

/** Called for what happens to a user's sign-in. It never throws. */
export type RecordSignIn = (
  userId: string,
  verb: SignInVerb,
  details?: Record<string, string>,
) => Promise<void>;

const secondSteps: Record<string, string> = {
  "/two-factor/verify-totp": "totp",
  "/two-factor/verify-backup-code": "backupCode",
};
const callback = "/callback/:id";
const watched: ReadonlySet<string> = new Set([
  "/sign-in/email",
  "/change-password",
  "/two-factor/generate-backup-codes",
  callback,
  ...Object.keys(secondSteps),
]);

type Options = {
  record: RecordSignIn;
  /** Called when somebody has signed in by the provider, before it is recorded. */
  onSingleSignOn(user: { id: string; name: string; email: string }): Promise<void>;
};

/** Has better-auth tell what is to be recorded. */
export function signInAudit({ record, onSingleSignOn }: Options): {
  /** To stand behind the other plugins, so that it sees what they made of an answer. */
  plugin: BetterAuthPlugin;
  databaseHooks: NonNullable<BetterAuthOptions["databaseHooks"]>;
} {
  const after = createAuthMiddleware(async (ctx) => {
    const { newSession, returned, session, internalAdapter, createAuthCookie, secret } = ctx.context;
    const refused = returned instanceof APIError;
    const path = ctx.path ?? "";
    const method = secondSteps[path];
    if (method !== undefined) {
      const challenge = await ctx.getSignedCookie(createAuthCookie("two_factor").name, secret);
      // Without one, somebody who is signed in sets their app up.
      if (!challenge) return;
      if (newSession && !refused) return record(newSession.user.id, "succeeded", { method });
      const open = await internalAdapter.findVerificationValue(challenge);
      if (open && refused) await record(open.value, "failed", { method });
      return;
    }
    switch (path) {
      case "/sign-in/email": {
        if (newSession) return record(newSession.user.id, "succeeded", { method: "password" });
        if (!refused || returned.status !== "UNAUTHORIZED") return;
        const found = await internalAdapter.findUserByEmail(String(ctx.body.email).toLowerCase());
        // Not awaited: how long it takes would tell which e-mails exist.
        if (found) void record(found.user.id, "failed", { method: "password" });
        return;
      }
      case callback:
        if (!newSession) return;
        await onSingleSignOn(newSession.user);
        return record(newSession.user.id, "succeeded", { method: "oidc" });
      case "/change-password":
        if (session && !refused) await record(session.user.id, "passwordChanged");
        return;
      case "/two-factor/generate-backup-codes":
        if (session && !refused) await record(session.user.id, "backupCodesMade");
    }
  });
  return {
    plugin: {
      id: "tagdeck-audit",
      hooks: { after: [{ matcher: ({ path }) => watched.has(path ?? ""), handler: after }] },
    },
    databaseHooks: {
      session: {
        delete: {
          async after(session, ctx) {
            if (ctx?.path === "/sign-out") await record(session.userId, "ended");
          },
        },
      },
      user: {
        update: {
          async after({ id }, ctx) {
            if (ctx?.path === "/two-factor/verify-totp") await record(id, "twoFactorOn");
            if (ctx?.path === "/two-factor/disable") await record(id, "twoFactorOff");
          },
        },
      },
    },
  };
}
