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

const watched: ReadonlySet<string> = new Set(["/sign-in/email", "/change-password"]);

/** Has better-auth tell what is to be recorded. */
export function signInAudit(record: RecordSignIn): {
  /** To stand behind the other plugins, so that it sees what they made of an answer. */
  plugin: BetterAuthPlugin;
  databaseHooks: NonNullable<BetterAuthOptions["databaseHooks"]>;
} {
  const after = createAuthMiddleware(async (ctx) => {
    const { newSession, returned, session, internalAdapter } = ctx.context;
    const refused = returned instanceof APIError;
    switch (ctx.path) {
      case "/sign-in/email": {
        if (newSession) return record(newSession.user.id, "succeeded", { method: "password" });
        if (!refused || returned.status !== "UNAUTHORIZED") return undefined;
        const found = await internalAdapter.findUserByEmail(String(ctx.body.email).toLowerCase());
        // Not awaited: how long it takes would tell which e-mails exist.
        if (found) void record(found.user.id, "failed", { method: "password" });
        return undefined;
      }
      case "/change-password":
        if (session && !refused) await record(session.user.id, "passwordChanged");
    }
    return undefined;
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
    },
  };
}
