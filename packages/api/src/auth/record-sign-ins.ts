import { readRole } from "@tagdeck/core/members/roles";
import type { Logger } from "pino";
import * as activity from "../activity/store.ts";
import { inTransaction, type Kernel } from "../context.ts";
import * as members from "../members/store.ts";
import type { RecordSignIn } from "./sign-in-audit.ts";

/**
 * Writes what happens to a user's sign-in into the audit log of every workspace of theirs: each has its own, and an
 * admin of one may not look into another's. No address and no browser is kept. A sign-in that cannot be recorded is
 * no reason to refuse it.
 */
export function recordSignIns(kernel: Kernel, log: Logger): RecordSignIn {
  return async (userId, verb, details = {}) => {
    try {
      const memberships = await kernel.database.read(null, (db) => members.ofUser(db, userId));
      for (const { id, workspace_id: workspaceId, name, role } of memberships) {
        const principal = { kind: "member", userId, memberId: id, name, role: readRole(role) } as const;
        await inTransaction(kernel, { workspaceId, principal }, (ctx) =>
          activity.record(ctx, `signIn.${verb}`, { subject: `user:${userId}`, details }),
        );
      }
    } catch (error) {
      log.error({ err: error, verb }, "a sign-in could not be recorded");
    }
  };
}
