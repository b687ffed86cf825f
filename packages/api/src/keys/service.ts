import { DomainError } from "@tagdeck/core/errors";
import { permissions } from "@tagdeck/core/members/roles";
import { hashToken, newToken } from "../auth/token.ts";
import { inTransaction, type Kernel } from "../context.ts";
import * as activity from "../activity/store.ts";
import * as workspaces from "../workspaces/store.ts";
import * as keys from "./store.ts";

/**
 * Makes an API key and answers it once; only its hash is kept.
 *
 * @throws DomainError `workspace_not_found`, `invalid_input` (an unknown scope)
 */
export async function createKey(
  kernel: Kernel,
  input: { workspace: string; name: string; scopes: string },
): Promise<string> {
  const scopes = input.scopes.split(/[\s,]+/).filter((scope) => scope !== "");
  const unknown = scopes.filter((scope) => scope !== "all" && !permissions.some((known) => known === scope));
  if (unknown.length > 0) throw new DomainError("invalid_input", { unknownScopes: unknown });
  const key = newToken("tdk_");
  const workspace = await kernel.database.read(null, (db) => workspaces.findBySlug(db, input.workspace));
  if (!workspace) throw new DomainError("workspace_not_found");
  const principal = { kind: "system", name: "command line" } as const;
  await inTransaction(kernel, { workspaceId: workspace.id, principal }, async (ctx) => {
    const prefix = key.slice(0, 12);
    await keys.insert(
      ctx.db,
      {
        workspaceId: workspace.id,
        name: input.name,
        prefix,
        tokenHash: hashToken(key),
        scopes: scopes.join(" "),
      },
      ctx.now,
    );
    const details = { name: input.name, scopes: scopes.join(" ") };
    await activity.record(ctx, "keys.create", { subject: `key:${prefix}`, details });
  });
  return key;
}
